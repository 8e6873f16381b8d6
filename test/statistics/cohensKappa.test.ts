import { expect, test } from "vitest";
import { cohensKappa, squared } from "../../src/statistics/cohensKappa.js";

/** Two raters from how often they gave each pair of classes. */
const rated = (table: readonly (readonly number[])[]) => {
  const pairs = table.flatMap((row, a) => row.flatMap((n, b) => Array.from({ length: n }, () => [a, b] as const)));
  return [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const;
};
/** Diagnoses of two judges, of 200 patients (Cohen 1960, table 2). */
const diagnoses = rated([[88, 14, 18], [10, 40, 10], [2, 6, 12]]);

test("Cohen's example by hand: .70 agree, .41 would by chance, so that kappa is .29 over .59", () => {
  expect(cohensKappa(...diagnoses)).toBeCloseTo(0.29 / 0.59, 12);
});

test("with his weights of 1968 it is 1 less .90 over 1.38", () => {
  const weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]];
  expect(cohensKappa(...diagnoses, (a, b) => weights[a]![b]!)).toBeCloseTo(1 - 0.9 / 1.38, 12);
});

test("numbers by squares, by hand: 1, 2, 4 against 1, 3, 5 differ by 2 of an expected 14", () => {
  // Seen: 0 + 1 + 1. Expected: all nine pairs have 0 + 4 + 16, 1 + 1 + 9, 9 + 1 + 1, over 3.
  expect(cohensKappa([1, 2, 4], [1, 3, 5], squared)).toBeCloseTo(1 - 2 / 14, 12);
});

test("full agreement is 1, that of chance 0, the reverse -1, and it doesn't depend on the order of raters", () => {
  expect(cohensKappa(["a", "b", "c"], ["a", "b", "c"])).toBe(1);
  expect(cohensKappa([1, 1, 0, 0], [1, 0, 1, 0])).toBe(0);
  expect(cohensKappa([1, 0], [0, 1])).toBe(-1);
  expect(cohensKappa(diagnoses[1], diagnoses[0])).toBeCloseTo(cohensKappa(...diagnoses)!, 12);
});

test("where chance allows no disagreement there is none", () => {
  expect(cohensKappa([], [])).toBeNull();
  expect(cohensKappa([1, 1], [1, 1])).toBeNull();
  expect(cohensKappa([1, 1], [0, 0])).toBe(0);
});
