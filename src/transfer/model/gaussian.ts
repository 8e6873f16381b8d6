import { addRows, cholesky, dot, inverse, solve } from "./cholesky.js";
import { learntCovariance } from "./covarianceStep.js";
import type { Rows } from "./rows.js";
import { startingScales, stepLevels, stepSpreads, type Scales, type ScaleSlopes } from "./scale.js";
import type { FitSettings } from "./settings.js";

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
  /** What is left open of each level, in points squared. */
  readonly levelVariance: Float64Array;
}

/** What the graph says: of columns how alike they behave, and how alike their levels and spreads are, both 1 on the diagonal; of subjects the inverse of their covariance. */
export interface Kernels {
  readonly columns: Float64Array;
  readonly levels: Float64Array;
  readonly precision: Float64Array;
}

/**
 * Fitted by EM: subjects one after the other given what is expected of the others (mean field), then the covariance, as if `priorRows` more
 * subjects had shown the columns' kernel; then levels by a Newton step on the marginal likelihood, their prior shaped by their kernel. Spreads are
 * fitted first, while the covariance is still the kernel, for a learnt one makes up for any spread. The work is the sum of the cubes of the
 * subjects' numbers of cells.
 */
export function fitGaussian(rows: Rows, { columns: kernel, levels, precision }: Kernels, settings: FitSettings, onSweep: (share: number) => void = () => {}): Gaussian {
  const { columns: t, subjects } = rows;
  const shape = inverse(cholesky(levels.slice(), t), t);
  const scales = startingScales(rows, levels);
  const own = Float64Array.from({ length: subjects }, (_, m) => 1 / precision[m * subjects + m]!);
  const noises = startingNoises(rows, scales, settings.noise);
  let fit: Gaussian = { ...scales, covariance: kernel.slice(), latent: new Float64Array(subjects * t), own, inflation: new Float64Array(subjects).fill(1), levelVariance: new Float64Array(t), noises };
  for (let sweep = 1; sweep <= settings.sweeps; sweep += 1) {
    const sums = emptySums(t);
    const wanted = startingNoises(rows, scales, settings.noise);
    expect(rows, precision, fit, (seen) => {
      const precise = inverse(seen.factor, seen.n);
      gather(sums, seen, precise, t, fit, settings.noise);
      doubt(noises, wanted, rows.starts[seen.m]!, seen, precise, settings.mostSurprise);
    });
    if (sweep > settings.warmUp) fit = { ...fit, covariance: learntCovariance(fit.covariance, sums.scaled, fit.latent, precision, kernel, settings.priorRows) };
    else stepSpreads(scales, sums, shape);
    fit.levelVariance.set(stepLevels(scales, sums, shape));
    onSweep(sweep / (settings.sweeps + 1));
  }
  expect(rows, precision, fit, ({ m, n, misfit }) => (fit.inflation[m] = (misfit + inflationPrior) / (n + inflationPrior)));
  onSweep(1);
  return fit;
}
/** As if so many cells had scattered as they should. */
const inflationPrior = 10;

/** A subject's cells against what was expected of them: `factor` L of their covariance own S + noise, and `weights` = (L L')^-1 (z - prior). */
interface Seen {
  readonly m: number;
  readonly n: number;
  readonly own: number;
  readonly column: Int32Array;
  readonly z: Float64Array;
  readonly factor: Float64Array;
  readonly weights: Float64Array;
  /** The residuals' weighted sum of squares, which is about `n` when the covariance fits. */
  readonly misfit: number;
}

/** Expectations of all subjects' latent values, in place, each given the newest of the others'. */
function expect(rows: Rows, precision: Float64Array, fit: Gaussian, each: (seen: Seen) => void): void {
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

interface Sums extends ScaleSlopes {
  /** Columns x columns: the subjects' inverses, each times its own variance. */
  readonly scaled: Float64Array;
}
const emptySums = (t: number): Sums => ({ information: new Float64Array(t * t), scaled: new Float64Array(t * t), pull: new Float64Array(t), stretch: new Float64Array(t), certainty: new Float64Array(t) });

function gather({ information, scaled, pull, stretch, certainty }: Sums, { n, own, column, z, weights }: Seen, precise: Float64Array, t: number, fit: Gaussian, noise: number): void {
  for (let k = 0; k < n; k += 1) {
    const c = column[k]!;
    stretch[c]! += z[k]! * weights[k]! - 1;
    certainty[c]! += 1 + precise[k * n + k]! * (own * fit.covariance[c * t + c]! + noise);
    pull[c]! += weights[k]!;
    for (let j = 0, row = c * t; j < n; j += 1) {
      information[row + column[j]!]! += precise[k * n + j]!;
      scaled[row + column[j]!]! += own * precise[k * n + j]!;
    }
  }
}

const startingNoises = ({ stdErr, column }: Rows, { spread }: Scales, noise: number): Float64Array => Float64Array.from(stdErr, (each, i) => noise + (each / spread[column[i]!]!) ** 2);

/**
 * A cell further from what all others lead one to expect than `mostSurprise` standard deviations gets so much noise that it isn't: it is
 * believed less, as by Huber's weights (1964).
 */
function doubt(noises: Float64Array, usual: Float64Array, from: number, { n, weights }: Seen, precise: Float64Array, mostSurprise: number): void {
  for (let k = 0; k < n; k += 1) {
    const leftOut = 1 / precise[k * n + k]!;
    const open = leftOut - noises[from + k]!;
    noises[from + k] = Math.max(usual[from + k]!, (weights[k]! * leftOut / mostSurprise) ** 2 - open);
  }
}
