import { expect, test } from "vitest";
import { ranked } from "../../src/transfer/ranking.js";
import { expectedChange } from "../../src/transfer/tuning.js";
import { decided, type ForTarget } from "../../src/transfer/verdict.js";
import { rangeOf, toPoints, toValue } from "../../src/transfer/points.js";
import { normalBelow, normalQuantile } from "../../src/statistics/distributions.js";

test("the normal distribution at values of its tables", () => {
  expect(normalBelow(0)).toBeCloseTo(0.5, 6);
  expect(normalBelow(1)).toBeCloseTo(0.841345, 5);
  expect(normalBelow(-1.959964)).toBeCloseTo(0.025, 5);
  expect(normalQuantile(0.95)).toBeCloseTo(1.644854, 4);
});

test("two equal candidates are each best in half of the draws, and a known one that is far better always", () => {
  const { best } = ranked([{ mean: 50, sd: 5, move: 5 }, { mean: 50, sd: 5, move: 5 }], 0, 1);
  expect(best[0]).toBeCloseTo(0.5, 1);
  expect(best[0]! + best[1]!).toBeCloseTo(1, 10);
  expect([...ranked([{ mean: 50, sd: 1, move: 1 }, { mean: 90, sd: 0, move: 0 }], 0, 1).best]).toEqual([0, 1]);
});

test("evaluating one of two equal candidates is worth the mean of a normal's positive part; evaluating what is known nothing", () => {
  const { next } = ranked([{ mean: 50, sd: 5, move: 4 }, { mean: 50, sd: 0, move: 0 }], 2, 1);
  expect(next).toHaveLength(1);
  expect(next[0]!.at).toBe(0);
  expect(next[0]!.gain).toBeCloseTo(4 / Math.sqrt(2 * Math.PI), 1);
});

test("of two the one that could change the choice more is evaluated first, and equal seeds agree", () => {
  const candidates = [{ mean: 50, sd: 2, move: 2 }, { mean: 48, sd: 10, move: 9 }, { mean: 10, sd: 1, move: 1 }];
  const one = ranked(candidates, 3, 7);
  expect(one.next.map(({ at }) => at)).toEqual([1, 0]);
  expect(one.next[0]!.gain).toBeGreaterThan(one.next[1]!.gain);
  expect(ranked(candidates, 3, 7)).toEqual(one);
});

const share: ForTarget = { better: "HIGHER", min: 0, max: 1, best: null, target: 0.8, level: 0.9 };

test("a verdict follows from the probability to reach the target", () => {
  expect(decided({ mean: 0.9, sd: 0.02 }, share)).toMatchObject({ verdict: "USE", items: null });
  expect(decided({ mean: 0.7, sd: 0.02 }, share)).toMatchObject({ verdict: "LABEL_DATA", items: null });
  expect(decided({ mean: 0.8, sd: 0.05 }, share)).toEqual({ probability: expect.closeTo(0.5, 6), verdict: "EVALUATE_FIRST", items: Math.ceil((1.2815516 ** 2 * 0.16) / (0.05 * Math.sqrt(2 / Math.PI)) ** 2) });
  expect(decided({ mean: 12, sd: 1 }, { ...share, better: "LOWER", target: 15, min: 1, max: null })).toMatchObject({ verdict: "USE" });
  expect(decided({ mean: 0.5, sd: 0.1 }, { ...share, better: "TARGET", best: 0.5, target: 0.6 })).toMatchObject({ probability: expect.closeTo(0.6827, 3), verdict: "EVALUATE_FIRST" });
  expect(decided({ mean: 0.8, sd: 0 }, share)).toMatchObject({ probability: 1, verdict: "USE" });
  expect(decided({ mean: 0.79, sd: 0 }, share)).toMatchObject({ probability: 0, verdict: "LABEL_DATA" });
  expect(decided({ mean: 0.5, sd: 0 }, { ...share, better: "TARGET", best: 0.5, target: 0.6 })).toMatchObject({ probability: 1 });
  expect(decided({ mean: 0.5, sd: 0.2, below: (value) => 0.45 + 0.45 * value }, { ...share, better: "TARGET", best: 0.5, target: 1 })).toMatchObject({ probability: expect.closeTo(0.55, 12) });
  expect(decided({ mean: 0.9, sd: 0.02, below: () => 0.95 }, share)).toMatchObject({ probability: expect.closeTo(0.05, 12), verdict: "LABEL_DATA" });
  expect(decided({ mean: 0.8, sd: 0.05 }, { ...share, target: null })).toEqual({ probability: null, verdict: null, items: null });
});

test("points are hundredths of the way from 0 to the greatest value, and lead back", () => {
  const accuracy = { better: "HIGHER", min: 0, max: 1 } as const;
  expect(toPoints(accuracy, 0.5)).toBe(50);
  expect(toPoints({ ...accuracy, min: -1 }, 0.5)).toBe(50);
  expect(toPoints({ ...accuracy, min: -1 }, -0.5)).toBe(-50);
  expect(toPoints({ better: "LOWER", min: 1, max: null }, 12)).toBe(-12);
  expect(toPoints({ better: "HIGHER", min: 1, max: 5 }, 3)).toBe(50);
  for (const scale of [accuracy, { better: "LOWER", min: 1, max: 5 } as const]) expect(toValue(scale, toPoints(scale, 0.9 + (scale.min ?? 0)))).toBeCloseTo(0.9 + scale.min, 12);
  expect(toValue(accuracy, 120)).toBe(1);
});

test("a range is in points, with both bounds or none", () => {
  const range = (min: number | null, max: number | null, better: "HIGHER" | "LOWER" = "HIGHER") => rangeOf({ better, min, max });
  expect(range(0, 1)).toEqual([0, 100]);
  expect(range(-1, 1)).toEqual([-100, 100]);
  expect(range(1, 5)).toEqual([0, 100]);
  expect(range(0, 1, "LOWER")).toEqual([-100, -0]);
  expect([range(0, null), range(null, 1), range(1, 1)]).toEqual([null, null, null]);
});

test("the change to expect of a tuning is the weighted mean of those known, drawn to none", () => {
  expect(expectedChange([], 0.9)).toBeNull();
  expect(expectedChange([{ change: 0.1, stdErr: 0, weight: 1 }], 0.9)).toEqual({ change: 0.1 / 1.5, low: null, high: null, evidence: 1 });
  const two = expectedChange([{ change: -0.2, stdErr: 0, weight: 1 }, { change: -0.1, stdErr: 0, weight: 1 }, { change: 5, stdErr: 0, weight: 0 }], 0.9)!;
  expect(two.change).toBeCloseTo(-0.3 / 2.5, 12);
  const half = 1.644854 * Math.sqrt(0.005 * 1.5);
  expect([two.low, two.high]).toEqual([expect.closeTo(two.change - half, 5), expect.closeTo(two.change + half, 5)]);
});
