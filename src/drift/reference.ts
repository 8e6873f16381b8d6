import { median, robustSd } from "../statistics/spread.js";

/** Mean and spread of the points that a series is compared with. */
export interface Reference {
  readonly n: number;
  readonly mean: number;
  /** Variance of the mean. */
  readonly meanVariance: number;
  /** Variance between points beyond that of sampling (DerSimonian and Laird 1986); the plain sample variance where none is known. */
  readonly between: number;
}

/** Robust standard deviations from the median beyond which a point counts as this far: wild points would hide the next change. */
const most = 2.5;

/**
 * Weighs points by their known sampling variances (0 where unknown) and by what they vary beyond these, so that a rate over 40
 * cases doesn't count like one over 4,000. Needs two points or more. `from` and `to` bound the indices looked at; `used` tells which count.
 */
export function referenceOf(values: Float64Array, variances: Float64Array, used: Uint8Array, from: number, to: number): Reference {
  const [points, known] = [new Float64Array(to - from), new Float64Array(to - from)];
  let [n, isKnown] = [0, true];
  for (let i = from; i < to; i += 1) {
    if (!used[i]) continue;
    [points[n], known[n]] = [values[i]!, variances[i]!];
    if (!(variances[i]! > 0)) isKnown = false;
    n += 1;
  }
  const [told, sampling] = [points.subarray(0, n), known.subarray(0, n)];
  winsorise(told, isKnown ? sampling : null);
  if (!isKnown) {
    const { mean, scatter } = weighted(told, sampling, () => 1);
    return { n, mean, meanVariance: scatter / (n - 1) / n, between: scatter / (n - 1) };
  }
  const { sum, squares, scatter } = weighted(told, sampling, (variance) => 1 / variance);
  const between = Math.max(0, (scatter - (n - 1)) / (sum - squares / sum));
  const both = weighted(told, sampling, (variance) => 1 / (between + variance));
  return { n, mean: both.mean, meanVariance: 1 / both.sum, between };
}

/** Weighted mean, sums of the weights and their squares, and weighted sum of squares about the mean. */
function weighted(values: Float64Array, variances: Float64Array, weightOf: (variance: number) => number) {
  let [sum, squares, total, scatter] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const weight = weightOf(variances[i]!);
    sum += weight;
    squares += weight * weight;
    total += weight * values[i]!;
  }
  const mean = total / sum;
  for (let i = 0; i < values.length; i += 1) scatter += weightOf(variances[i]!) * (values[i]! - mean) ** 2;
  return { mean, sum, squares, scatter };
}

/** Moves points that lie beyond the limit to it, in units of their own sampling errors where these are known. Nothing moves where most points are equal. */
function winsorise(values: Float64Array, variances: Float64Array | null): void {
  const middle = median(values);
  const away = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) away[i] = (values[i]! - middle) / (variances === null ? 1 : Math.sqrt(variances[i]!));
  const limit = most * robustSd(away, 0) * (1 + 1 / values.length);
  if (!(limit > 0)) return;
  for (let i = 0; i < values.length; i += 1) if (Math.abs(away[i]!) > limit) values[i] = middle + ((values[i]! - middle) * limit) / Math.abs(away[i]!);
}

/**
 * How far a new point is from the reference, as a standard normal deviate: Student's t of its prediction, transformed after
 * Wallace (1959), so that a short reference doesn't alarm too often. `r` is the correlation with the point before, which was `before` above the mean.
 */
export function deviate({ n, mean, meanVariance, between }: Reference, value: number, variance: number, r = 0, before = 0): number {
  const difference = value - mean - r * before;
  if (difference === 0) return 0;
  const freedom = n - 1;
  const t = difference / Math.sqrt((1 - r * r) * (between + variance + meanVariance));
  if (!Number.isFinite(t)) return difference > 0 ? Infinity : -Infinity;
  return Math.sign(t) * ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom));
}
