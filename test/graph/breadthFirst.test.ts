import { expect, test } from "vitest";
import { breadthFirst } from "../../src/graph/breadthFirst.js";

const walk = async (edges: readonly (readonly [string, string])[], maxDepth: number, maxNodes: number) => {
  const asked: string[] = [];
  const { distances, hops, cut } = await breadthFirst(["a"], async (nodes) => {
    asked.push(nodes.join(""));
    return edges.filter(([near]) => nodes.includes(near)).map(([near, far]) => ({ near, far }));
  }, { maxDepth, maxNodes });
  return { reached: [...distances].map((each) => each.join("")).join(" "), hops: hops.map(({ near, far }) => near + far).join(" "), cut, asked };
};
const cycle = [["a", "b"], ["b", "c"], ["c", "a"], ["a", "c"], ["c", "d"]] as const;

test("distances are the shortest, every edge between what was reached is told once, and a cycle ends", async () => {
  expect(await walk(cycle, 9, 9)).toEqual({ reached: "a0 b1 c1 d2", hops: "ab ac bc ca cd", cut: null, asked: ["a", "bc", "d"] });
});

test("a cut by depth names the nodes that lead further", async () => {
  expect(await walk(cycle, 1, 9)).toEqual({ reached: "a0 b1 c1", hops: "ab ac bc ca", cut: { reason: "DEPTH", frontier: ["c"] }, asked: ["a", "bc"] });
  expect((await walk([["a", "b"], ["b", "a"]], 1, 9)).cut).toBeNull();
});

test("a cut by number names the nodes that weren't walked to the end", async () => {
  expect(await walk(cycle, 9, 1)).toEqual({ reached: "a0 b1", hops: "ab", cut: { reason: "NODES", frontier: ["a", "b"] }, asked: ["a"] });
  expect((await walk(cycle, 9, 3)).cut).toBeNull();
});
