import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ndcg, usualMeasures } from "../../src/retrieval/metrics.js";
import { pairedBootstrap } from "../../src/statistics/pairedBootstrap.js";
import { random } from "../../src/entity/random.js";

interface Reference {
  readonly queries: readonly { readonly grades: Readonly<Record<string, number>>; readonly ranking: readonly string[]; readonly values: Readonly<Record<string, number>> }[];
  readonly means: Readonly<Record<string, number>>;
}
/** Rankings and grades made at random, with what ir_measures 0.4.3 says of them. */
const { queries, means } = JSON.parse(readFileSync("test/retrieval/measures.json", "utf8")) as Reference;

test.each(usualMeasures)("$name is what ir_measures says, query by query and over all", ({ name, of }) => {
  const values = queries.map(({ ranking, grades }) => of(ranking, new Map(Object.entries(grades))));
  queries.forEach((query, at) => expect(values[at]).toBeCloseTo(query.values[name]!, 6));
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(means[name]!, 6);
});

test("nothing relevant, and nothing found, is 0", () => {
  for (const { of } of usualMeasures) {
    expect(of(["a"], new Map())).toBe(0);
    expect(of([], new Map([["a", 1]]))).toBe(0);
  }
});

test("a grade counts by what it is: by hand", () => {
  expect(ndcg(3).of(["b", "x", "a"], new Map([["a", 3], ["b", 1]]))).toBeCloseTo((1 + 3 / 2) / (3 + 1 / Math.log2(3)), 12);
});

test("the interval of a paired difference holds the true one as often as it says", () => {
  const next = random(5);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  let held = 0;
  const rounds = 200;
  for (let round = 0; round < rounds; round += 1) {
    const shared = Array.from({ length: 40 }, normal);
    const [first, second] = [shared.map((value) => value + 0.3 + normal()), shared.map((value) => value + normal())];
    const { low, high } = pairedBootstrap(first, second, { level: 0.9, random: next, resamples: 400 })!;
    if (low <= 0.3 && high >= 0.3) held += 1;
  }
  expect(held / rounds).toBeGreaterThan(0.83);
  expect(held / rounds).toBeLessThan(0.96);
});

test("cases of one source count as one thing", () => {
  const first = Array.from({ length: 40 }, (_, at) => (at % 4 < 2 ? 1 : 0));
  const second = first.map(() => 0.5);
  const clusters = first.map((_, at) => String(at % 4));
  const width = (options: { readonly clusters?: readonly string[] }) => {
    const { low, high } = pairedBootstrap(first, second, { ...options, random: random(1) })!;
    return high - low;
  };
  expect(width({ clusters })).toBeGreaterThan(2.5 * width({}));
  expect(pairedBootstrap([1, 2], [0, 0], { clusters: ["a", "a"], random: random(1) })).toBeNull();
  expect(pairedBootstrap([0.5, 1, 0], [0.5, 0, 0], { random: random(1) })).toMatchObject({ difference: 1 / 3, n: 3 });
});
