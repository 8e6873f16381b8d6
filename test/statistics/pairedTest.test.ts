import { expect, test } from "vitest";
import { random } from "../../src/entity/random.js";
import { binomial, binomialTail } from "../../src/statistics/binomial.js";
import { holm } from "../../src/statistics/holm.js";
import { mcnemar } from "../../src/statistics/mcnemar.js";
import { pairedTest } from "../../src/statistics/pairedTest.js";
import { signFlip } from "../../src/statistics/signFlip.js";

const alpha = 0.05;

/** How often McNemar's test calls two systems different, counted out over all that `n` pairs can show: p falls with what they are apart. */
function calledDifferent(n: number, better: number, worse: number): number {
  const differs = better + worse;
  let sum = 0;
  for (let m = 1; m <= n; m += 1) {
    const weight = binomial(n, differs, m);
    if (weight < 1e-9) continue;
    let least = Math.ceil(m / 2);
    while (least <= m && mcnemar(least, m - least, n) > alpha) least += 1;
    sum += weight * (binomialTail(m, better / differs, least) + binomialTail(m, worse / differs, least));
  }
  return sum;
}

test("a drop of .05 among 300 items, a tenth of which differ, is seen in 80 of 100; the exact conditional test would see 74", () => {
  expect(calledDifferent(300, 0.025, 0.075)).toBeGreaterThan(0.8);
});

test.each([16, 30, 50, 100, 300])("of %i pairs that are alike, McNemar's test alarms in at most 5 of 100, whatever the share that differs", (n) => {
  for (const share of [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.95]) expect(calledDifferent(n, share / 2, share / 2)).toBeLessThan(0.051);
});

test.each([2, 6, 10, 15])("of %i pairs too, where the exact conditional test decides", (n) => {
  for (const share of [0.1, 0.3, 0.5, 0.9]) expect(calledDifferent(n, share / 2, share / 2)).toBeLessThanOrEqual(alpha);
});

test("below 16 pairs p is that of the two-sided sign test, by hand", () => {
  expect(mcnemar(1, 6, 10)).toBeCloseTo((2 * (1 + 7)) / 2 ** 7, 12);
  expect(mcnemar(3, 3, 10)).toBe(1);
  expect(mcnemar(0, 0, 300)).toBe(1);
});

test("with many pairs p nears that of the chi-squared approximation", () => {
  expect(mcnemar(480, 560, 20_000)).toBeCloseTo(0.01311, 3);
  expect(mcnemar(500, 500, 20_000)).toBeCloseTo(1, 9);
  expect(mcnemar(20, 20, 20)).toBeLessThanOrEqual(1);
});

test("the randomisation test counts all ways where they are few, by hand", () => {
  expect(signFlip([1, 2, 3], random(1))).toBe(2 / 8);
  expect(signFlip([0.1, 0.2, -0.3], random(1))).toBe(1);
  expect(signFlip([0, 0], random(1))).toBe(1);
});

test("at random it says nearly what counting says, and is never 0", () => {
  const many = [...Array.from({ length: 12 }, (_, at) => 0.5 + 0.1 * at), 1.7];
  expect(signFlip(many, random(1))).toBeCloseTo(2 / 2 ** 13, 3);
  expect(signFlip(Array.from({ length: 200 }, (_, at) => 1 + at), random(2))).toBe(1 / 10_000);
});

test("graded values that are alike alarm in 5 of 100, with clusters as without", () => {
  const next = random(11);
  const rounds = 200;
  for (const size of [1, 4]) {
    let alarms = 0;
    for (let round = 0; round < rounds; round += 1) {
      const shared = Array.from({ length: 40 }, () => next() - next());
      const items = shared.flatMap((source, at) => Array.from({ length: size }, () => ({ cluster: String(at), first: source + next() / 4, second: next() / 4 - shared[at]! })));
      const p = pairedTest(items.map(({ first }) => first), items.map(({ second }) => second), { clusters: items.map(({ cluster }) => cluster), random: next })!;
      if (p <= alpha) alarms += 1;
    }
    expect(alarms / rounds).toBeLessThan(0.08);
    expect(alarms / rounds).toBeGreaterThan(0.02);
  }
});

test("one cluster tells nothing", () => {
  expect(pairedTest([1, 0, 1], [0, 0, 0], { clusters: ["a", "a", "a"], random: random(1) })).toBeNull();
});

test("Holm's correction, by hand: smallest times all, next times one less, never falling", () => {
  expect(holm([0.01, 0.04, 0.03]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06]);
  expect(holm([0.5, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
