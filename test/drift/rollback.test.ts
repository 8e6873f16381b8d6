import { describe, expect, test } from "vitest";
import { orderBacktest } from "../../src/drift/order.js";
import { relatedDrops } from "../../src/drift/relatedDrops.js";
import { posteriorDrop, rollbackAdvice, type Posterior } from "../../src/drift/rollback.js";
import { normalBelow } from "../../src/statistics/distributions.js";
import { random } from "../../src/entity/random.js";
import { normals } from "../support/noise.js";

describe("the posterior of a drop", () => {
  const reference = { n: 25, mean: 10, meanVariance: 4 / 25, between: 4 };
  test("is Student's, by hand", () => {
    const { drop, stdErr, probability } = posteriorDrop(reference, Float64Array.of(13, 14, 15, 14), new Float64Array(4), 4)!;
    expect(drop).toBeCloseTo(4, 12);
    expect(stdErr).toBeCloseTo(Math.sqrt(1 + 4 / 25), 12);
    expect(probability).toBeCloseTo(0.5, 12);
  });

  test("weighs points by their cases", () => {
    expect(posteriorDrop({ ...reference, between: 0 }, Float64Array.of(11, 20), Float64Array.of(0.01, 1), 0)!.drop).toBeCloseTo((100 * 11 + 20) / 101 - 10, 10);
  });

  test("is certain of what never varied, and says nothing of one point", () => {
    const still = { n: 10, mean: 1, meanVariance: 0, between: 0 };
    expect(posteriorDrop(still, Float64Array.of(2, 2, 2), new Float64Array(3), 0.5)!.probability).toBe(1);
    expect(posteriorDrop(still, Float64Array.of(1, 1, 1), new Float64Array(3), 0.5)!.probability).toBe(0);
    expect(posteriorDrop(still, Float64Array.of(2), new Float64Array(1), 0.5)).toBeNull();
  });

  test("holds what is true: of drops equal to the threshold, one in twenty is said to be over it with .95", () => {
    const normal = normals(2);
    let over = 0;
    for (let turn = 0; turn < 2000; turn += 1) {
      const before = Float64Array.from({ length: 20 }, normal);
      const mean = before.reduce((sum, each) => sum + each, 0) / 20;
      const between = before.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 19;
      over += posteriorDrop({ n: 20, mean, between, meanVariance: between / 20 }, Float64Array.from({ length: 5 }, () => 1 + normal()), new Float64Array(5), 1)!.probability > 0.95 ? 1 : 0;
    }
    expect(over / 2000).toBeGreaterThan(0.035);
    expect(over / 2000).toBeLessThan(0.065);
  });
});

describe("advice to roll back", () => {
  const at = (probability: number, points = 5): Posterior => ({ drop: 1, stdErr: 1, points, probability });
  test("needs an alarm, three points and near certainty", () => {
    expect([rollbackAdvice(at(0.96), true, null), rollbackAdvice(at(0.96), false, null), rollbackAdvice(at(0.94), true, null), rollbackAdvice(at(0.99, 2), true, null), rollbackAdvice(null, true, null)])
      .toEqual(["ACT", "KEEP", "KEEP", "WAIT", "WAIT"]);
  });

  test("stays until it is more likely that there is none than that there is", () => {
    expect([rollbackAdvice(at(0.6), false, "ACT"), rollbackAdvice(at(0.4), true, "ACT"), rollbackAdvice(at(0.6), true, "KEEP"), rollbackAdvice(null, false, "ACT")]).toEqual(["ACT", "KEEP", "KEEP", "ACT"]);
  });
});

describe("related tasks", () => {
  const covariance = [Float64Array.of(1, 0.8, 0), Float64Array.of(0.8, 1, 0), Float64Array.of(0, 0, 4)];
  test("move with what was seen, by hand", () => {
    const [near, far] = relatedDrops(covariance, [{ at: 0, change: -2, variance: 0.25 }], [1, 2], 1)!;
    expect(near!.change).toBeCloseTo((0.8 / 1.25) * -2, 12);
    expect(near!.variance).toBeCloseTo(1 - 0.64 / 1.25, 12);
    expect(near!.probability).toBeCloseTo(normalBelow((-1 + 1.28) / Math.sqrt(0.488)), 12);
    expect(near!.baseRate).toBeCloseTo(normalBelow(-1), 12);
    expect(far!.probability).toBe(far!.baseRate);
  });

  test("without anything seen are at their base rate; what is no covariance is refused", () => {
    expect(relatedDrops(covariance, [], [1], 1)![0]).toMatchObject({ change: 0, variance: 1 });
    expect(relatedDrops([Float64Array.of(1, 2), Float64Array.of(2, 1)], [{ at: 0, change: 1, variance: 0 }, { at: 1, change: 1, variance: 0 }], [0], 1)).toBeNull();
  });
});

describe("an order", () => {
  test("is judged by pairs within incidents, by hand", () => {
    const found = orderBacktest([[{ probability: 0.9, dropped: true }, { probability: 0.5, dropped: false }, { probability: 0.9, dropped: false }], [{ probability: 0.1, dropped: false }]]);
    expect(found).toMatchObject({ auc: 0.75, incidents: 1, low: null, isBetterThanChance: false });
    expect(orderBacktest([])).toMatchObject({ auc: null, isBetterThanChance: false });
  });

  test("is kept when it knows something and left out when it doesn't", () => {
    const next = random(12);
    const incidents = (skill: number) => Array.from({ length: 60 }, () => Array.from({ length: 10 }, () => {
      const dropped = next() < 0.3;
      return { dropped, probability: next() + (dropped ? skill : 0) };
    }));
    expect(orderBacktest(incidents(0.3)).isBetterThanChance).toBe(true);
    const byChance = Array.from({ length: 200 }, () => orderBacktest(incidents(0)).isBetterThanChance).filter(Boolean).length;
    expect(byChance).toBeLessThanOrEqual(20);
  });
});
