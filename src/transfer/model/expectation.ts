import { addRows, dot, solve } from "../../statistics/cholesky.js";
import { cholesky } from "./cholesky.js";
import type { Rows } from "./rows.js";
import type { Scales } from "./scale.js";

/**
 * Scores as a matrix normal (Dawid 1981): score = level + spread x latent + noise for each column, and the latent values have a covariance
 * between columns, learnt, and one between subjects, given. Latent values have variance 1 or so.
 */
export interface Gaussian extends Scales {
  /** Columns x columns. */
  readonly covariance: Float64Array;
  /** Subjects x columns: expected latent values. */
  readonly latent: Float64Array;
  /** Subjects' variances given the other subjects, and how much wider each one's cells scatter than they should: about 1. */
  readonly own: Float64Array;
  readonly inflation: Float64Array;
  /** Noise variances of the cells, standardised. */
  readonly noises: Float64Array;
  /** What is left open of each level, in the rows' unit squared. */
  readonly levelVariance: Float64Array;
}

/** A subject's cells against what was expected of them: `factor` L of their covariance own S + noise, and `weights` = (L L')^-1 (z - prior). */
export interface Seen {
  readonly m: number;
  readonly n: number;
  readonly own: number;
  readonly column: Int32Array;
  /** Standardised scores. */
  readonly z: Float64Array;
  readonly factor: Float64Array;
  readonly weights: Float64Array;
  /** The residuals' weighted sum of squares, which is about `n` when the covariance fits. */
  readonly misfit: number;
}

/** Expectations of all subjects' latent values, in place, each given the newest of the others'. */
export function expectLatent(rows: Rows, precision: Float64Array, fit: Gaussian, each: (seen: Seen) => void): void {
  const t = rows.columns;
  const weights = new Float64Array(t);
  for (let m = 0; m < rows.subjects; m += 1) {
    const own = fit.own[m]!;
    const prior = priorOf(m, rows.subjects, t, precision, fit.latent);
    const factor = factorOf(rows, m, fit, own);
    const column = columnsOf(rows, m);
    const n = column.length;
    const z = Float64Array.from(column, (c, k) => (rows.value[rows.starts[m]! + k]! - fit.level[c]!) / fit.spread[c]!);
    const residuals = z.map((value, k) => value - prior[column[k]!]!);
    const solved = solve(factor, n, residuals.slice());
    weights.fill(0);
    for (let k = 0; k < n; k += 1) weights[column[k]!] = own * solved[k]!;
    fit.latent.set(prior, m * t);
    addRows(fit.latent, m * t, weights, 0, fit.covariance, t, 0, t, t);
    each({ m, n, own, column, z, factor, weights: solved, misfit: dot(solved, 0, residuals, 0, n) });
  }
}

/** What is expected of a subject given the other subjects: minus their latent values weighted by its row of the precision, over its own. */
function priorOf(m: number, subjects: number, t: number, precision: Float64Array, latent: Float64Array): Float64Array {
  const row = precision.slice(m * subjects, (m + 1) * subjects);
  const own = row[m]!;
  for (let j = 0; j < subjects; j += 1) row[j]! /= -own;
  row[m] = 0;
  const prior = new Float64Array(t);
  addRows(prior, 0, row, 0, latent, t, 0, subjects, t);
  return prior;
}

/** Places of the columns of a subject's cells. */
export const columnsOf = ({ starts, column }: Rows, m: number): Int32Array => column.subarray(starts[m]!, starts[m + 1]!);

/** The lower factor of own S + noise over a subject's cells. */
export function factorOf(rows: Rows, m: number, { noises, covariance }: Pick<Gaussian, "noises" | "covariance">, own: number): Float64Array {
  const column = columnsOf(rows, m);
  const n = column.length;
  const factor = new Float64Array(n * n);
  for (let k = 0; k < n; k += 1) {
    const row = column[k]! * rows.columns;
    for (let j = 0; j <= k; j += 1) factor[k * n + j] = own * covariance[row + column[j]!]!;
    factor[k * n + k]! += noises[rows.starts[m]! + k]!;
  }
  return cholesky(factor, n);
}
