/** Mean and spread of the points that a series is compared with. */
export interface Reference {
  readonly n: number;
  readonly mean: number;
  /** Variance of the mean. */
  readonly meanVariance: number;
  /** Variance between points beyond that of sampling (DerSimonian and Laird 1986); the plain sample variance where none is known. */
  readonly between: number;
}

/**
 * Weighs points by their known sampling variances (0 where unknown) and by what they vary beyond these, so that a rate over 40
 * cases doesn't count like one over 4,000. Needs two points or more. `from` and `to` bound the indices looked at; `used` tells which count.
 */
export function referenceOf(values: Float64Array, variances: Float64Array, used: Uint8Array, from: number, to: number): Reference {
  let [n, weights, squares, sum] = [0, 0, 0, 0];
  const isKnown = known(variances, used, from, to);
  for (let i = from; i < to; i += 1) {
    if (!used[i]) continue;
    const weight = isKnown ? 1 / variances[i]! : 1;
    n += 1;
    weights += weight;
    squares += weight * weight;
    sum += weight * values[i]!;
  }
  const mean = sum / weights;
  let scatter = 0;
  for (let i = from; i < to; i += 1) if (used[i]) scatter += (isKnown ? 1 / variances[i]! : 1) * (values[i]! - mean) ** 2;
  if (!isKnown) return { n, mean, meanVariance: scatter / (n - 1) / n, between: scatter / (n - 1) };
  const between = Math.max(0, (scatter - (n - 1)) / (weights - squares / weights));
  let [total, weighted] = [0, 0];
  for (let i = from; i < to; i += 1) {
    if (!used[i]) continue;
    total += 1 / (between + variances[i]!);
    weighted += values[i]! / (between + variances[i]!);
  }
  return { n, mean: weighted / total, meanVariance: 1 / total, between };
}

function known(variances: Float64Array, used: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (used[i] && !(variances[i]! > 0)) return false;
  return true;
}

/**
 * How far a new point is from the reference, as a standard normal deviate: Student's t of its prediction, transformed after
 * Wallace (1959), so that a short reference doesn't alarm too often.
 */
export function deviate({ n, mean, meanVariance, between }: Reference, value: number, variance: number): number {
  const difference = value - mean;
  if (difference === 0) return 0;
  const freedom = n - 1;
  const t = difference / Math.sqrt(between + variance + meanVariance);
  if (!Number.isFinite(t)) return difference > 0 ? Infinity : -Infinity;
  return Math.sign(t) * ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom));
}
