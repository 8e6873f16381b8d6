import { inverse, product, solve } from "../../statistics/cholesky.js";
import { cholesky } from "./cholesky.js";
import type { Rows } from "./rows.js";

/** Columns' levels and spreads, with what they vary around: levels normally, spreads lognormally; all in the unit of the rows. */
export interface Scales {
  readonly level: Float64Array;
  readonly spread: Float64Array;
  /** Levels to expect of the columns before their scores. */
  readonly anchor: Float64Array;
  readonly usual: Usual;
}
export interface Usual {
  /** Of columns that chance scores the usual in, or nobody knows what. */
  readonly level: number;
  /** What chance scores on average where that is known; null where it is nowhere. */
  readonly chance: number | null;
  readonly levelVariance: number;
  readonly logSpread: number;
  readonly logSpreadVariance: number;
}

/**
 * Levels from means, shrunk towards the usual one as if by one more score. Logarithms of spreads from standard deviations of n scores, whose
 * variance is 1 / 2 (n - 1) or so for independent ones, as a Gaussian process over columns: `kernel` says which columns' spreads are alike.
 */
export function startingScales({ columns, column, value, chance }: Rows, kernel: Float64Array): Scales {
  const [counts, means, squares] = [new Float64Array(columns), new Float64Array(columns), new Float64Array(columns)];
  for (let i = 0; i < value.length; i += 1) {
    counts[column[i]!]! += 1;
    means[column[i]!]! += value[i]!;
  }
  for (let c = 0; c < columns; c += 1) means[c]! /= Math.max(counts[c]!, 1);
  for (let i = 0; i < value.length; i += 1) squares[column[i]!]! += (value[i]! - means[column[i]!]!) ** 2;
  const known = chance.filter((each) => each !== null);
  const usualChance = known.length > 0 ? moments(known)[0] : null;
  const above = chance.map((each) => aboveUsual(each, usualChance));
  const [level, levelVariance] = moments([...means.keys()].filter((c) => counts[c]! > 0).map((c) => means[c]! - above[c]!));
  const within = Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / Math.max(value.length - columns, 1));
  const overall = Math.max(within, Math.sqrt(levelVariance) * leastSpread, Number.EPSILON);
  const logs = squares.map((sum, c) => Math.log(Math.max(Math.sqrt(sum / Math.max(counts[c]! - 1, 1)), overall * leastSpread)));
  const several = [...logs.keys()].filter((c) => counts[c]! > 2).map((c) => logs[c]!);
  const [logSpread, found] = moments(several.length > 2 ? several : [Math.log(overall)]);
  const usual = { level, chance: usualChance, levelVariance: Math.max(levelVariance, overall ** 2), logSpread, logSpreadVariance: Math.max(found, leastLogVariance) };
  const anchor = Float64Array.from(above, (each) => level + each);
  return { usual, anchor, level: means.map((mean, c) => (counts[c]! * mean + anchor[c]!) / (counts[c]! + 1)), spread: smoothedSpreads(logs, counts, usual, kernel) };
}

/** A column's level is expected to lie as far above the usual one as what chance scores in it does. */
export const aboveUsual = (chance: number | null, usual: number | null): number => (chance === null || usual === null ? 0 : chance - usual);

/** Least share of the usual spread that a column may have. */
const leastSpread = 0.02;
/** Spreads are believed to differ by a quarter at least. */
const leastLogVariance = 0.0625;

function smoothedSpreads(logs: Float64Array, counts: Float64Array, { logSpread, logSpreadVariance }: Usual, kernel: Float64Array): Float64Array {
  const t = logs.length;
  const prior = kernel.map((each) => each * logSpreadVariance);
  const noisy = prior.slice();
  for (let c = 0; c < t; c += 1) noisy[c * t + c]! += counts[c]! > 1 ? 1 / (2 * independent * (counts[c]! - 1)) : noSpread;
  const weights = solve(cholesky(noisy, t), t, logs.map((each) => each - logSpread));
  return product(prior, weights, t, t, 1).map((each) => Math.exp(logSpread + each));
}
/** Variance of the logarithm of a spread that one score tells nothing of. */
const noSpread = 1e6;
/**
 * Models that are alike score alike, so that scores tell of a spread what a quarter as many independent ones would. Taken for independent, five scores
 * of a new task of a public table left errors of 8.9 points in place of 8.6 (four draws, of which one is reported; an eighth and a half do worse without that one too).
 */
const independent = 0.25;

/** What the cells say of levels and spreads: slopes of the marginal likelihood and their information, standardised. */
export interface ScaleSlopes {
  /** Of levels. */
  readonly pull: Float64Array;
  /** Columns x columns: sum of the inverses of the subjects' covariances. */
  readonly information: Float64Array;
  /** Of logarithms of spreads. */
  readonly stretch: Float64Array;
  readonly certainty: Float64Array;
}

/** One Newton step, in place; `shape` is the inverse of the kernel that says which columns' levels are alike. Returns the levels' variances. */
export function stepLevels({ level, spread, anchor, usual }: Scales, { information, pull }: ScaleSlopes, shape: Float64Array): Float64Array {
  const t = level.length;
  const hessian = new Float64Array(t * t);
  for (let i = 0; i < t; i += 1) for (let j = 0; j <= i; j += 1) hessian[i * t + j] = shape[i * t + j]! / usual.levelVariance + information[i * t + j]! / (spread[i]! * spread[j]!);
  const factor = cholesky(hessian, t);
  const offsets = product(shape, level.map((each, c) => each - anchor[c]!), t, t, 1);
  const moved = solve(factor, t, Float64Array.from(pull, (each, c) => each / spread[c]! - offsets[c]! / usual.levelVariance));
  for (let c = 0; c < t; c += 1) level[c]! += moved[c]!;
  const covariance = inverse(factor, t);
  return level.map((_, c) => covariance[c * t + c]!);
}

/** One scoring step (Fisher's information in place of the curvature), in place. */
export function stepSpreads({ spread, usual }: Scales, { stretch, certainty }: ScaleSlopes, shape: Float64Array): void {
  const t = spread.length;
  const bent = shape.map((each) => each / usual.logSpreadVariance);
  for (let c = 0; c < t; c += 1) bent[c * t + c]! += independent * certainty[c]!;
  const offsets = product(shape, spread.map((each) => Math.log(each) - usual.logSpread), t, t, 1);
  const moved = solve(cholesky(bent, t), t, Float64Array.from(stretch, (each, c) => independent * each - offsets[c]! / usual.logSpreadVariance));
  for (let c = 0; c < t; c += 1) spread[c]! *= Math.exp(Math.min(Math.max(moved[c]!, -mostStretch), mostStretch));
}
/** The likelihood is far from quadratic in a spread further off than this. */
const mostStretch = 0.5;

function moments(values: readonly number[]): readonly [mean: number, variance: number] {
  const mean = values.reduce((sum, each) => sum + each, 0) / Math.max(values.length, 1);
  return [mean, values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(values.length - 1, 1)];
}
