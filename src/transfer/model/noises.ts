import type { Rows } from "./rows.js";
import type { Scales } from "./scale.js";
import type { Seen } from "./expectation.js";

/** Noise variances of the cells, standardised: what all have, and their standard errors'. */
export const usualNoises = ({ stdErr, column }: Rows, { spread }: Pick<Scales, "spread">, noise: number): Float64Array =>
  Float64Array.from(stdErr, (each, i) => noise + (each / spread[column[i]!]!) ** 2);

/**
 * A cell further from what all others lead one to expect than `mostSurprise` standard deviations gets so much noise, in place, that it isn't: it is
 * believed less, as by Huber's weights (1964). `precise` is the inverse of the covariance of a subject's cells, which stand from `from` on; what the
 * others expect of a cell is off by its weight over its precision (Sundararajan and Keerthi 2001).
 */
export function doubt(noises: Float64Array, usual: Float64Array, from: number, { n, weights }: Seen, precise: Float64Array, mostSurprise: number): void {
  for (let k = 0; k < n; k += 1) {
    const leftOut = 1 / precise[k * n + k]!;
    const open = leftOut - noises[from + k]!;
    noises[from + k] = Math.max(usual[from + k]!, ((weights[k]! * leftOut) / mostSurprise) ** 2 - open);
  }
}
