import { describe, expect, test } from "vitest";
import { leastSquares } from "../../src/drift/leastSquares.js";
import { deseasoned, seasonOf } from "../../src/drift/season.js";
import { noise, normals } from "../support/noise.js";

const normal = normals(21);
const weekly = [0, 1, 2, 3, 2, -4, -4];
const withWeek = (length: number, more: (i: number) => number = () => 0) => noise("white", length, normal).map((value, i) => value + weekly[i % 7]! + more(i));
const sdOf = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + (value - values.reduce((all, each) => all + each, 0) / values.length) ** 2, 0) / values.length);
const slots = (length: number) => Int32Array.from({ length }, (_, i) => i);

describe("a season", () => {
  test("of a line and a pattern is found exactly from two periods", () => {
    const values = Float64Array.from({ length: 15 }, (_, i) => 5 + 0.5 * i + weekly[i % 7]! + 1e-6 * (i % 2));
    const season = seasonOf(values, slots(15), [7])!;
    expect(season.period).toBe(7);
    expect(season.pattern[5]! - season.pattern[3]!).toBeCloseTo(-7, 4);
    expect(season.pattern.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 9);
  });

  test("needs two full periods", () => {
    expect(seasonOf(withWeek(13), slots(13), [7])).toBeNull();
    expect(seasonOf(withWeek(16), slots(16), [7])).not.toBeNull();
    expect(seasonOf(new Float64Array(0), slots(0), [7])).toBeNull();
  });

  test("goes, and noise and changes stay", () => {
    const values = withWeek(70, (i) => (i < 40 ? 0 : 5));
    const without = deseasoned(values, seasonOf(values, slots(70), [7])!);
    expect(sdOf(without.subarray(0, 40))).toBeLessThan(1.25);
    expect(sdOf(values.subarray(0, 40))).toBeGreaterThan(2.3);
    expect(without.subarray(40).reduce((sum, each) => sum + each, 0) / 30 - without.subarray(0, 40).reduce((sum, each) => sum + each, 0) / 40).toBeGreaterThan(4.3);
  });

  test("is kept in step over gaps by the slots", () => {
    const kept = slots(60).filter((i) => i % 11 !== 3 && (i < 20 || i > 24));
    const all = withWeek(60);
    const values = Float64Array.from(kept, (i) => all[i]!);
    expect(sdOf(deseasoned(values, seasonOf(values, kept, [7])!, kept))).toBeLessThan(1.3);
  });

  test("is seldom seen where there is none: in at most 8 of 200 series of each kind, short and long", () => {
    for (const kind of ["white", "t3", "ar.3"] as const)
      for (const length of [20, 60]) expect(Array.from({ length: 200 }, () => seasonOf(noise(kind, length, normal), slots(length), [7])).filter((season) => season !== null).length).toBeLessThanOrEqual(8);
  });

  test("of monthly points is told without a calendar once three years are there", () => {
    const monthly = (length: number) => noise("white", length, normal).map((value, i) => value + 5 * Math.sin((2 * Math.PI * i) / 12));
    expect(seasonOf(monthly(60))!.period % 12).toBe(0);
    expect(seasonOf(monthly(30))?.period).not.toBe(12);
  });
});

test("least squares finds a line, and says when regressors tell the same", () => {
  const fit = leastSquares([[1, 0], [1, 1], [1, 2], [1, 3]], Float64Array.of(1, 3, 5, 7))!;
  expect(fit.coefficients[0]).toBeCloseTo(1, 10);
  expect(fit.coefficients[1]).toBeCloseTo(2, 10);
  expect(fit.rss).toBeCloseTo(0, 10);
  expect(leastSquares([[1, 2], [1, 2], [1, 2]], Float64Array.of(1, 2, 3))).toBeNull();
});
