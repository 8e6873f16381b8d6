import { product } from "../../statistics/cholesky.js";

/**
 * The columns' covariance that the expected latent values make likeliest, a posteriori: (E'QE + M S - S G S + priorRows x kernel) / (M + priorRows).
 * E is subjects x columns, Q the subjects' precision, S the covariance that E was expected under, and G the sum of the inverses of the
 * covariances of the subjects' cells, each times the subject's own variance: M S - S G S is what E's uncertainty adds.
 */
export function learntCovariance(s: Float64Array, g: Float64Array, latent: Float64Array, precision: Float64Array, kernel: Float64Array, priorRows: number): Float64Array {
  const [t, m] = [Math.sqrt(s.length), Math.sqrt(precision.length)];
  const explained = product(product(s, g, t, t, t), s, t, t, t);
  const across = new Float64Array(t * m);
  for (let i = 0; i < m; i += 1) for (let c = 0; c < t; c += 1) across[c * m + i] = latent[i * t + c]!;
  const between = product(across, product(precision, latent, m, m, t), t, m, t);
  const next = new Float64Array(t * t);
  for (let i = 0; i < t; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const [one, other] = [i * t + j, j * t + i];
      const sum = (between[one]! + between[other]! - explained[one]! - explained[other]!) / 2 + m * s[one]! + priorRows * kernel[one]!;
      next[one] = next[other] = sum / (m + priorRows);
    }
  }
  return next;
}
