import { expect, test } from "vitest";
import { chiSquaredTail, fTail, kolmogorovTail, normalBelow, normalQuantile, studentBelow } from "../../src/statistics/distributions.js";

/** Trapezium rule from a to b, the reference for what is an integral. */
const area = (density: (x: number) => number, a: number, b: number, parts = 200_000) =>
  Array.from({ length: parts + 1 }, (_, i) => density(a + ((b - a) * i) / parts) * (i === 0 || i === parts ? 0.5 : 1)).reduce((sum, each) => sum + each, 0) * ((b - a) / parts);

test("the normal distribution and its quantiles", () => {
  expect(normalBelow(0)).toBeCloseTo(0.5, 14);
  expect(normalBelow(1.2)).toBeCloseTo(0.5 + area((x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI), 0, 1.2), 9);
  expect(normalBelow(-6)).toBeCloseTo(9.8659e-10, 13);
  for (const p of [1e-8, 0.001, 0.05, 0.3, 0.5, 0.8, 0.975, 0.99999]) expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 12);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 8);
});

test("tails of chi-squared, F and Student's t", () => {
  expect(chiSquaredTail(4, 2)).toBeCloseTo(Math.exp(-2), 13);
  expect(chiSquaredTail(9.487729, 4)).toBeCloseTo(0.05, 7);
  expect(chiSquaredTail(0, 4)).toBe(1);
  // With one and one degrees of freedom, t is Cauchy's and F its square.
  expect(studentBelow(1, 1)).toBeCloseTo(0.75, 12);
  expect(fTail(1, 1, 1)).toBeCloseTo(0.5, 12);
  expect(studentBelow(-2.2281388520, 10)).toBeCloseTo(0.025, 9);
  // The density of F with 4 and 10 is (4/10)^2 x / B(2, 5) / (1 + .4 x)^7, and B(2, 5) = 1/30.
  expect(fTail(2, 4, 10)).toBeCloseTo(1 - area((x) => (30 * 0.4 ** 2 * x) / (1 + 0.4 * x) ** 7, 0, 2), 9);
});

test("Kolmogorov's tail at its customary 5 and 1 %", () => {
  expect(kolmogorovTail(1.3581)).toBeCloseTo(0.05, 4);
  expect(kolmogorovTail(1.6276)).toBeCloseTo(0.01, 4);
  expect(kolmogorovTail(0)).toBe(1);
});
