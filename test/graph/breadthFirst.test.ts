import { expect, test } from "vitest";
import { breadthFirst, type Bounds, type Hop, type Walk } from "../../src/graph/breadthFirst.js";
import { randomOf } from "../support/random.js";

type Edges = readonly (readonly [string, string])[];

/** Tells of at most so many different far nodes, as statements do. */
const stepOver = (edges: Edges, asked: string[] = []) => async (nodes: readonly string[], most: number) => {
  asked.push(nodes.join(""));
  const found = edges.filter(([near]) => nodes.includes(near)).map(([near, far]) => ({ near, far }));
  const fars = [...new Set(found.map(({ far }) => far))];
  return { hops: found.filter(({ far }) => fars.indexOf(far) < most), isWhole: fars.length < most };
};
const walk = async (edges: Edges, maxDepth: number, maxNodes: number, rest: Partial<Bounds> = {}) => {
  const asked: string[] = [];
  const { distances, hops, cut } = await breadthFirst(new Map([["a", 0]]), stepOver(edges, asked), { maxDepth, maxNodes, ...rest });
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

test("a cut by time comes after a whole hop, and not where nothing is left", async () => {
  expect(await walk(cycle, 9, 9, { maxMilliseconds: 0 })).toEqual({ reached: "a0 b1 c1", hops: "ab ac", cut: { reason: "TIME", frontier: ["b", "c"] }, asked: ["a"] });
  expect((await walk([["a", "a"]], 9, 9, { maxMilliseconds: 0 })).cut).toBeNull();
});

test("what ends a walk is reached, and neither walked on from nor cut", async () => {
  expect(await walk(cycle, 9, 9, { isEnd: (node) => node === "c" })).toEqual({ reached: "a0 b1 c1", hops: "ab ac bc", cut: null, asked: ["a", "b"] });
  expect((await walk(cycle, 9, 9, { isEnd: (node) => node === "a" })).reached).toBe("a0 b1 c1 d2");
});

/** Shortest distances from a node, worked out edge by edge. */
function distancesOf(edges: Edges, start: string): ReadonlyMap<string, number> {
  const distances = new Map([[start, 0]]);
  for (let changed = true; changed;) {
    changed = false;
    for (const [near, far] of edges) {
      const next = (distances.get(near) ?? Infinity) + 1;
      if (next < (distances.get(far) ?? Infinity)) [changed] = [true, distances.set(far, next)];
    }
  }
  return distances;
}

test("the parts of any graph, each begun where the last was cut, are together what one walk reaches, at the same distances", async () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const { below, chance } = randomOf(seed);
    const count = 2 + below(25);
    const pairs = Array.from({ length: below(count * 4) }, () => [`n${below(chance(0.2) ? 2 : count)}`, `n${below(count)}`] as const);
    const edges = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
    const limits = { maxDepth: 1 + below(3), maxNodes: 1 + below(5) };
    const found = new Map<string, number>();
    const hops = new Set<string>();
    let from: ReadonlyMap<string, number> | null = new Map([["n0", 0]]);
    for (let parts = 0; from !== null; parts += 1) {
      expect(parts).toBeLessThan(count * 3);
      const part: Walk<Hop> = await breadthFirst(from, stepOver(edges), { ...limits, before: new Set(found.keys()) });
      for (const [node, distance] of part.distances) {
        if (from.has(node)) expect(distance).toBe(from.get(node));
        else expect(found.has(node)).toBe(false);
        found.set(node, distance);
      }
      for (const { near, far } of part.hops) hops.add(`${near},${far}`);
      from = part.cut && new Map(part.cut.frontier.map((node) => [node, part.distances.get(node)!]));
    }
    const expected = distancesOf(edges, "n0");
    expect([...found].sort()).toEqual([...expected].sort());
    expect([...hops].sort()).toEqual(edges.filter(([near]) => expected.has(near)).map(String).sort());
  }
});
