/** A linear model fitted to values. */
export interface Fit {
  readonly coefficients: Float64Array;
  /** Sum of the squared residuals. */
  readonly rss: number;
}

/** Least squares by the normal equations, with a row of regressors for each value; null where they don't tell the coefficients apart. */
export function leastSquares(rows: readonly (readonly number[])[], values: Float64Array): Fit | null {
  const width = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: width }, () => new Float64Array(width));
  const right = new Float64Array(width);
  rows.forEach((row, i) => {
    for (let a = 0; a < width; a += 1) {
      right[a]! += row[a]! * values[i]!;
      for (let b = 0; b < width; b += 1) matrix[a]![b]! += row[a]! * row[b]!;
    }
  });
  const coefficients = solved(matrix, right);
  if (coefficients === null) return null;
  const rss = rows.reduce((sum, row, i) => sum + (values[i]! - row.reduce((fitted, each, a) => fitted + each * coefficients[a]!, 0)) ** 2, 0);
  return { coefficients, rss };
}

/** Share of its own size that a symmetric matrix's pivot must keep, for its row to say something new. */
const leastPivot = 1e-10;

/** Solution of a symmetric positive definite system by Cholesky's decomposition; null where it isn't one. */
export function solved(matrix: readonly Float64Array[], right: Float64Array): Float64Array | null {
  const lower = cholesky(matrix);
  return lower === null ? null : backward(lower, forward(lower, right));
}

/** The lower triangle L with L L' = matrix; null where the matrix isn't positive definite. */
export function cholesky(matrix: readonly Float64Array[]): readonly Float64Array[] | null {
  const lower = matrix.map(() => new Float64Array(matrix.length));
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let left = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) left -= lower[i]![k]! * lower[j]![k]!;
      if (i === j && !(left > leastPivot * matrix[i]![i]!)) return null;
      lower[i]![j] = i === j ? Math.sqrt(left) : left / lower[j]![j]!;
    }
  }
  return lower;
}

/** L y = right. */
export function forward(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const out = right.slice();
  for (let i = 0; i < out.length; i += 1) {
    for (let k = 0; k < i; k += 1) out[i]! -= lower[i]![k]! * out[k]!;
    out[i]! /= lower[i]![i]!;
  }
  return out;
}

/** L' x = right. */
function backward(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const out = right.slice();
  for (let i = out.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < out.length; k += 1) out[i]! -= lower[k]![i]! * out[k]!;
    out[i]! /= lower[i]![i]!;
  }
  return out;
}
