import type { Gaussian, Seen } from "./expectation.js";
import type { ScaleSlopes } from "./scale.js";

/** What a sweep over the subjects gathers for the steps after it. */
export interface Sums extends ScaleSlopes {
  /** Columns x columns: the inverses of the covariances of the subjects' cells, each times the subject's own variance. */
  readonly scaled: Float64Array;
}

export const emptySums = (t: number): Sums =>
  ({ information: new Float64Array(t * t), scaled: new Float64Array(t * t), pull: new Float64Array(t), stretch: new Float64Array(t), certainty: new Float64Array(t) });

/** Adds what one subject's cells say, in place; `precise` is the inverse of their covariance. */
export function gather({ information, scaled, pull, stretch, certainty }: Sums, { n, own, column, z, weights }: Seen, precise: Float64Array, { covariance }: Gaussian, noise: number): void {
  const t = pull.length;
  for (let k = 0; k < n; k += 1) {
    const c = column[k]!;
    pull[c]! += weights[k]!;
    stretch[c]! += z[k]! * weights[k]! - 1;
    certainty[c]! += 1 + precise[k * n + k]! * (own * covariance[c * t + c]! + noise);
    for (let j = 0, row = c * t; j < n; j += 1) {
      information[row + column[j]!]! += precise[k * n + j]!;
      scaled[row + column[j]!]! += own * precise[k * n + j]!;
    }
  }
}
