import { expect, test } from "vitest";
import { inverse, solve } from "../../../src/statistics/cholesky.js";
import { cholesky } from "../../../src/transfer/model/cholesky.js";
import { columnKernel } from "../../../src/transfer/model/columnKernel.js";
import { fitGaussian } from "../../../src/transfer/model/gaussian.js";
import { rowsOf } from "../../../src/transfer/model/rows.js";
import { usualSettings } from "../../../src/transfer/model/settings.js";
import { madeTable } from "./made.js";

const { table } = madeTable({ columns: 8, subjects: 6, fill: 0.7 });
const rows = rowsOf(table);
const kernel = columnKernel(table.columns, usualSettings.columns).values;
/** Subjects 0 and 1 are alike, the others on their own. */
const subjects = Float64Array.from({ length: 36 }, (_, at) => (at % 7 === 0 ? 1 : at === 1 || at === 6 ? 0.6 : 0));
const precision = inverse(cholesky(subjects.slice(), 6), 6);
const kernels = { columns: kernel, levels: kernel, precision };
const settings = { ...usualSettings, sweeps: 200, mostSurprise: 1_000 };
const fit = fitGaussian(rows, kernels, settings);

test("expected latent values are those of the one Gaussian over all cells", () => {
  const at = Array.from(rows.value.keys(), (i) => ({ m: rows.starts.findLastIndex((start) => start <= i), c: rows.column[i]!, z: (rows.value[i]! - fit.level[rows.column[i]!]!) / fit.spread[rows.column[i]!]! }));
  const covariance = (one: { m: number; c: number }, other: { m: number; c: number }) => subjects[one.m * 6 + other.m]! * fit.covariance[one.c * 8 + other.c]!;
  const n = at.length;
  const whole = Float64Array.from({ length: n * n }, (_, place) => covariance(at[Math.floor(place / n)]!, at[place % n]!) + (place % (n + 1) === 0 ? settings.noise : 0));
  const weights = solve(cholesky(whole, n), n, Float64Array.from(at, ({ z }) => z));
  for (let m = 0; m < 6; m += 1) {
    for (let c = 0; c < 8; c += 1) expect(fit.latent[m * 8 + c]).toBeCloseTo(at.reduce((sum, cell, i) => sum + weights[i]! * covariance({ m, c }, cell), 0), 4);
  }
});

test("the covariance is symmetric and stays positive definite", () => {
  for (let i = 0; i < 8; i += 1) for (let j = 0; j < i; j += 1) expect(fit.covariance[i * 8 + j]).toBe(fit.covariance[j * 8 + i]);
  expect(() => cholesky(fit.covariance.slice(), 8)).not.toThrow();
});

test("a cell with a large standard error hardly counts", () => {
  const loud = { ...rows, value: rows.value.map((value, i) => (i === 3 ? value + 40 : value)) };
  const moved = (stdErr: number) => {
    const with_ = (of: typeof rows) => fitGaussian({ ...of, stdErr: rows.stdErr.map((_, i) => (i === 3 ? stdErr : 0)) }, kernels, { ...settings, sweeps: 1 });
    const [calm, shaken] = [with_(rows), with_(loud)];
    return Math.abs(shaken.latent[rows.column[3]!]! * shaken.spread[rows.column[3]!]! - calm.latent[rows.column[3]!]! * calm.spread[rows.column[3]!]!);
  };
  expect(moved(200)).toBeLessThan(moved(0) / 4);
});

test("the work done is told", () => {
  const told: number[] = [];
  fitGaussian(rows, kernels, { ...settings, sweeps: 3 }, (share) => told.push(share));
  expect(told).toEqual([0.25, 0.5, 0.75, 1]);
});
