import { expect, test } from "vitest";
import { branch, branches } from "../../src/tasks/hierarchy.js";

const tree: Readonly<Record<string, readonly string[]>> = { a: ["b", "c"], b: ["d"], d: ["e"] };
const rungs = new Map(["a", "b", "c", "d", "e"].map((task) => [task, tree[task] ?? []]));
const names = ({ nodes }: ReturnType<typeof branch>) => nodes.map(({ task, depth }) => `${task}${depth}`).join(" ");

test("a branch holds what is near first, with its distance", () => {
  expect(names(branch("a", rungs, { maxDepth: 9, maxNodes: 9 }))).toBe("b1 c1 d2 e3");
  expect(branch("a", rungs, { maxDepth: 9, maxNodes: 9 })).toMatchObject({ truncated: null, frontier: [] });
});

test("what is cut is told, with where to go on", () => {
  expect(branch("a", rungs, { maxDepth: 2, maxNodes: 9 })).toMatchObject({ truncated: "DEPTH", frontier: ["d"] });
  expect(branch("a", rungs, { maxDepth: 9, maxNodes: 2 })).toMatchObject({ truncated: "NODES", frontier: ["b"] });
  expect(branch("a", rungs, { maxDepth: 2, maxNodes: 3 })).toMatchObject({ truncated: "DEPTH", frontier: ["d"] });
});

test("many tasks are walked together, each to its own depth, in one step a hop", async () => {
  let steps = 0;
  const step = async (tasks: readonly string[]) => ((steps += 1), tasks.flatMap((near) => (tree[near] ?? []).map((far) => ({ near, far }))));
  const found = await branches(["a", "b", "e"], step, { maxDepth: 2, maxNodes: 9 });
  expect([...found].map(([task, own]) => `${task}: ${names(own)} ${own.truncated}`)).toEqual(["a: b1 c1 d2 DEPTH", "b: d1 e2 null", "e:  null"]);
  expect(steps).toBe(2);
});
