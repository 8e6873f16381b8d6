import { factorise, solve } from "../statistics/cholesky.js";

/** A linear model fitted to values. */
export interface Fit {
  readonly coefficients: Float64Array;
  /** Sum of the squared residuals. */
  readonly rss: number;
}

/** Least squares by the normal equations, with a row of regressors for each value; null where they don't tell the coefficients apart. */
export function leastSquares(rows: readonly (readonly number[])[], values: Float64Array): Fit | null {
  const width = rows[0]?.length ?? 0;
  const matrix = new Float64Array(width * width);
  const right = new Float64Array(width);
  rows.forEach((row, i) => {
    for (let a = 0; a < width; a += 1) {
      right[a]! += row[a]! * values[i]!;
      for (let b = 0; b < width; b += 1) matrix[a * width + b]! += row[a]! * row[b]!;
    }
  });
  if (factorise(matrix, width, leastPivot) !== null) return null;
  const coefficients = solve(matrix, width, right);
  const rss = rows.reduce((sum, row, i) => sum + (values[i]! - row.reduce((fitted, each, a) => fitted + each * coefficients[a]!, 0)) ** 2, 0);
  return { coefficients, rss };
}

/** Share of its own size that a symmetric matrix's pivot must keep, for its regressor to say something new. */
export const leastPivot = 1e-10;
