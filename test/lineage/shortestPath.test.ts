import { expect, test } from "vitest";
import { shortestPath } from "../../src/lineage/shortestPath.js";

/** Steps over a plain graph, nodes in their order, so many edges at most. */
const steps = (edges: Readonly<Record<string, readonly string[]>>) => async (nodes: readonly string[], most: number) => {
  const hops = nodes.flatMap((near) => (edges[near] ?? []).map((far) => ({ near, far })));
  return { hops: hops.slice(0, most), isWhole: hops.length <= most };
};
const search = (maxNodes: number) => shortestPath(["start"], ["end"], {
  forth: steps({ start: ["a", "end"], a: ["end"] }), back: steps({ end: ["a", "start"], a: ["start"] }),
}, { maxDepth: 10, maxNodes });

test("a path that two full sides found says that a shorter one may exist, and none is shorter where they had room", async () => {
  expect(await search(1)).toMatchObject({ path: { meets: "a", there: [{ near: "start", far: "a" }], onward: [{ near: "end", far: "a" }] }, cut: "NODES" });
  const { path, cut } = await search(5);
  expect([path!.there.length + path!.onward.length, cut]).toEqual([1, null]);
});
