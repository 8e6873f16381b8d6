import { expect, test } from "vitest";
import { branch, branches } from "../../src/tasks/hierarchy.js";
import { randomOf } from "../support/random.js";

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

/** Edges sorted as the statements sort them, cut to so many rows. */
const stepOver = (edges: readonly (readonly [string, string])[]) => async (tasks: readonly string[], rows: number) =>
  edges.filter(([near]) => tasks.includes(near)).map(([near, far]) => ({ near, far })).sort((a, b) => (a.near === b.near ? (a.far < b.far ? -1 : 1) : a.near < b.near ? -1 : 1)).slice(0, rows);

test("a statement that can't tell all is asked again: no edge is left out unsaid", async () => {
  const edges = ["a", "b", "c"].flatMap((near) => [1, 2, 3, 4].map((far) => [near, `${near}${far}`] as const));
  const limits = { maxDepth: 3, maxNodes: 4 };
  const all = await branches(["a", "b", "c", "d"], stepOver(edges), limits);
  expect([...all].map(([task, own]) => `${task}: ${names(own)} ${own.truncated}`)).toEqual(["a: a11 a21 a31 a41 null", "b: b11 b21 b31 b41 null", "c: c11 c21 c31 c41 null", "d:  null"]);
  for (const rows of [5, 7, 9, 12]) expect(await branches(["a", "b", "c", "d"], stepOver(edges), limits, rows)).toEqual(all);
});

test("a large branch takes nothing from the others", async () => {
  const edges = [...Array.from({ length: 30 }, (_, at) => ["big", `x${at}`] as const), ["a", "b"] as const, ["b", "c"] as const, ["c", "d"] as const];
  const found = await branches(["big", "a"], stepOver(edges), { maxDepth: 9, maxNodes: 3 });
  expect(found.get("big")).toMatchObject({ truncated: "NODES", frontier: expect.arrayContaining(["big"]) as string[] });
  expect(names(found.get("a")!)).toBe("b1 c2 d3");
  expect(found.get("a")).toMatchObject({ truncated: null, frontier: [] });
});

test("each branch of any hierarchy is what its own walk reaches, cycles and tasks with several parents too, and says when more follows", async () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const { below } = randomOf(seed);
    const count = 3 + below(12);
    const edges = [...new Map(Array.from({ length: below(count * 2) }, () => [`t${below(count)}`, `t${below(count)}`] as const).map((pair) => [pair.join(), pair])).values()];
    const limits = { maxDepth: 1 + below(4), maxNodes: 1 + below(8) };
    const roots = ["t0", "t1", "t2"];
    for (const [root, { nodes, truncated, frontier }] of await branches(roots, stepOver(edges), limits, 3 * count + 1)) {
      const depths = new Map([[root, 0]]);
      for (const [near, depth] of depths) for (const [from, to] of edges) if (from === near && !depths.has(to)) depths.set(to, depth + 1);
      const within = [...depths].slice(1).filter(([, depth]) => depth <= limits.maxDepth);
      expect(nodes).toHaveLength(Math.min(limits.maxNodes, within.length));
      for (const { task, depth } of nodes) expect(depth).toBe(depths.get(task));
      const told = new Set([root, ...nodes.map(({ task }) => task)]);
      expect(truncated === null).toBe([...depths.keys()].every((task) => told.has(task)));
      for (const [from, to] of edges) if (told.has(from) && !told.has(to)) expect(frontier.includes(from) || frontier.length > 0).toBe(true);
    }
  }
});
