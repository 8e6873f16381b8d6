import { factorise, forward } from "../statistics/cholesky.js";
import { normalBelow } from "../statistics/distributions.js";
import { leastPivot } from "./leastSquares.js";

/** What is expected of a task that wasn't looked at since others changed, in the unit of the changes: below 0 is a drop. */
export interface ExpectedChange {
  readonly change: number;
  readonly variance: number;
  /** P(drop > budget). */
  readonly probability: number;
  /** The same, had no change been seen: what the spread of changes alone makes of it. */
  readonly baseRate: number;
}

/** A change of the task at this index, and the variance that measuring it added. */
export interface SeenChange {
  readonly at: number;
  readonly change: number;
  readonly variance: number;
}

/**
 * How far changes seen on some tasks move others: the conditional mean S_BA (S_AA + l I)^-1 d_A and its variance S_BB - S_BA (S_AA + l I)^-1 S_AB
 * of Gaussian changes with covariance S, row by row. `seen` are indices of the tasks A with their changes d_A and sampling variances l; the answer has
 * one for each index of `asked`. Null where S is no covariance.
 */
export function relatedDrops(covariance: readonly Float64Array[], seen: readonly SeenChange[], asked: readonly number[], budget: number): readonly ExpectedChange[] | null {
  const n = seen.length;
  const lower = Float64Array.from({ length: n * n }, (_, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    return covariance[seen[i]!.at]![seen[j]!.at]! + (i === j ? seen[i]!.variance : 0);
  });
  if (factorise(lower, n, leastPivot) !== null) return null;
  const changes = forward(lower, n, Float64Array.from(seen, ({ change }) => change));
  return asked.map((task) => {
    const own = covariance[task]![task]!;
    const weights = forward(lower, n, Float64Array.from(seen, ({ at }) => covariance[task]![at]!));
    const change = weights.reduce((sum, weight, i) => sum + weight * changes[i]!, 0);
    const variance = Math.max(0, own - weights.reduce((sum, weight) => sum + weight * weight, 0));
    return { change, variance, probability: below(-budget, change, variance), baseRate: below(-budget, 0, own) };
  });
}

const below = (limit: number, mean: number, variance: number): number => (variance > 0 ? normalBelow((limit - mean) / Math.sqrt(variance)) : mean < limit ? 1 : 0);
