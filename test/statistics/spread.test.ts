import { expect, test } from "vitest";
import { cadenceOf } from "../../src/drift/cadence.js";
import { outliersClipped } from "../../src/drift/outliers.js";
import { median, noiseSd, quantile, robustSd } from "../../src/statistics/spread.js";

test("medians, deviations and quantiles, by hand", () => {
  expect(median(Float64Array.of(5, 1, 9))).toBe(5);
  expect(median(Float64Array.of(4, 1, 9, 5))).toBe(4.5);
  expect(robustSd(Float64Array.of(1, 2, 3, 4, 100))).toBeCloseTo(1.4826, 10);
  expect(noiseSd(Float64Array.of(0, 2, 0, 2, 0, 50))).toBeCloseTo((1.4826 * 2) / Math.SQRT2, 10);
  expect(noiseSd(Float64Array.of(3))).toBe(0);
  expect([0, 0.25, 0.5, 1].map((share) => quantile(Float64Array.of(1, 2, 3, 4), share))).toEqual([1, 1.75, 2.5, 4]);
});

test("a wild point is moved to where it is just far, and steps and slopes stay", () => {
  const swing = Array.from({ length: 30 }, (_, i) => (i % 2 ? 1 : -1));
  const limit = 3 * 1.4826 * Math.SQRT2;
  const clipped = outliersClipped(Float64Array.from(swing, (value, i) => (i === 15 ? 80 : value)));
  expect(clipped[15]).toBeGreaterThan(3);
  expect(clipped[15]).toBeLessThanOrEqual(1 + limit);
  expect([...clipped.filter((_, i) => i !== 15)]).toEqual(swing.filter((_, i) => i !== 15));
  const step = Float64Array.from(swing, (value, i) => value + (i < 15 ? 0 : 40));
  expect([...outliersClipped(step)]).toEqual([...step]);
  const slope = Float64Array.from(swing, (value, i) => value + 0.5 * i);
  expect([...outliersClipped(slope)]).toEqual([...slope]);
});

test("periods are numbered by the calendar", () => {
  const day = 86_400_000;
  expect(cadenceOf([0, day, 2 * day, 5 * day, 6 * day])).toEqual({ slots: Int32Array.of(0, 1, 2, 5, 6), periods: [7], isRegular: true });
  const months = cadenceOf([0, 1, 2, 4].map((month) => Date.UTC(2026, month, 1)));
  expect(Array.from(months.slots, (slot) => slot - months.slots[0]!)).toEqual([0, 1, 2, 4]);
  expect(months.periods).toEqual([12]);
  expect(cadenceOf([0, 7, 14, 21].map((days) => days * day))).toMatchObject({ periods: [], isRegular: true });
  expect(cadenceOf([0, 1, 1.4, 2.9, 3.3, 5.8].map((days) => days * day))).toMatchObject({ slots: Int32Array.of(0, 1, 2, 3, 4, 5), isRegular: false });
  for (const none of [[], [5]]) expect(cadenceOf(none).isRegular).toBe(false);
});
