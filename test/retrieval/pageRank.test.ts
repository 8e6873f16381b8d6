import { expect, test } from "vitest";
import { random } from "../../src/entity/random.js";
import { pageRank, type WeightedGraph } from "../../src/retrieval/pageRank.js";

const graphOf = (size: number, edges: readonly (readonly [from: number, to: number, weight: number])[]): WeightedGraph => ({
  size, from: Int32Array.from(edges, ([from]) => from), to: Int32Array.from(edges, ([, to]) => to), weight: Float64Array.from(edges, ([, , weight]) => weight),
});
const close = (found: Float64Array, wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((each, node) => expect(found[node]).toBeCloseTo(each, 5));
};

test("a walk between two nodes is at the one where it begins two thirds of the time", () => close(pageRank(graphOf(2, [[0, 1, 7]]), Float64Array.of(1, 0)), [2 / 3, 1 / 3]));

test("a walk goes along heavy edges more often", () => close(pageRank(graphOf(3, [[0, 1, 3], [0, 2, 1]]), Float64Array.of(0, 1, 0)), [1 / 3, 5 / 8, 1 / 24]));

test("where no edge is, a walk begins again, and what nothing leads to has nothing", () => {
  close(pageRank(graphOf(3, [[1, 2, 1]]), Float64Array.of(1, 0, 0)), [1, 0, 0]);
  close(pageRank(graphOf(3, [[1, 2, 1]]), Float64Array.of(0.5, 0.5, 0)), [1 / 3, 4 / 9, 2 / 9]);
  close(pageRank(graphOf(1, []), Float64Array.of(1)), [1]);
});

test("an edge from a node to itself and the same edge twice count as they are", () => close(pageRank(graphOf(2, [[0, 1, 1], [0, 1, 1], [0, 0, 1]]), Float64Array.of(1, 0)), [0.8, 0.2]));

test("the less a walk goes on, the more it is where it begins", () => close(pageRank(graphOf(2, [[0, 1, 1]]), Float64Array.of(1, 0), 0.1), [1 / 1.1, 0.1 / 1.1]));

test.each(Array.from({ length: 30 }, (_, seed) => seed))("a random graph is ranked as by powers of its whole matrix (%i)", (seed) => {
  const next = random(seed + 11);
  const size = 2 + Math.floor(next() * 20);
  const edges = Array.from({ length: Math.floor(next() * 60) }, () => [Math.floor(next() * size), Math.floor(next() * size), 0.1 + next()] as const);
  const weights = Array.from({ length: size }, () => next());
  const restart = Float64Array.from(weights, (weight) => weight / weights.reduce((sum, each) => sum + each, 0));
  const damping = 0.3 + 0.6 * next();
  const found = pageRank(graphOf(size, edges), restart, damping);
  close(found, powers(size, edges, restart, damping));
  expect(found.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 6);
});

/** By a dense matrix, column by column the way on from a node, multiplied a thousand times. */
function powers(size: number, edges: readonly (readonly [number, number, number])[], restart: Float64Array, damping: number): readonly number[] {
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [from, to, weight] of edges) {
    matrix[to]![from]! += weight;
    matrix[from]![to]! += weight;
  }
  for (let from = 0; from < size; from += 1) {
    const sum = matrix.reduce((total, row) => total + row[from]!, 0);
    matrix.forEach((row, to) => (row[from] = damping * (sum > 0 ? row[from]! / sum : restart[to]!) + (1 - damping) * restart[to]!));
  }
  let rank: readonly number[] = [...restart];
  for (let step = 0; step < 1000; step += 1) rank = matrix.map((row) => row.reduce((sum, share, from) => sum + share * rank[from]!, 0));
  return rank;
}
