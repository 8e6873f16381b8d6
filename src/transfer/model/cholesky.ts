import { Problem } from "../../entity/problem.js";

/**
 * The lower triangle L of A = L L' in place of the lower triangle of A: n x n, row by row (Cholesky-Banachiewicz). What is above the
 * diagonal stays as it is. Throws where A isn't positive definite.
 */
export function cholesky(a: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i += 1) {
    const row = i * n;
    for (let j = 0; j < i; j += 1) a[row + j] = (a[row + j]! - dot(a, row, a, j * n, j)) / a[j * n + j]!;
    const pivot = a[row + i]! - dot(a, row, a, row, i);
    if (!(pivot > 0)) throw new Problem("INTERNAL", `A covariance has pivot ${pivot} at ${i} of ${n}; expected a positive definite one. Report it with the scores that it was fitted on.`);
    a[row + i] = Math.sqrt(pivot);
  }
  return a;
}

/** x of L x = b, in place of b; L as `cholesky` gives it. */
export function forward(l: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i += 1) b[i] = (b[i]! - dot(l, i * n, b, 0, i)) / l[i * n + i]!;
  return b;
}

/** x of L' x = b, in place of b. */
export function backward(l: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = n - 1; i >= 0; i -= 1) {
    const x = (b[i] = b[i]! / l[i * n + i]!);
    for (let j = 0, row = i * n; j < i; j += 1) b[j]! -= x * l[row + j]!;
  }
  return b;
}

/** x of A x = b, in place of b. */
export const solve = (l: Float64Array, n: number, b: Float64Array): Float64Array => backward(l, n, forward(l, n, b));

/** The whole inverse of A = L L', n x n: (L^-1)' (L^-1). */
export function inverse(l: Float64Array, n: number): Float64Array {
  const under = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const to = i * n;
    addRows(under, to, l, i * n, under, n, 0, i, i);
    const scale = 1 / l[i * n + i]!;
    for (let j = 0; j < i; j += 1) under[to + j]! *= -scale;
    under[to + i] = scale;
  }
  const whole = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    for (let k = i; k < n; k += 1) column[k] = under[k * n + i]!;
    addRows(whole, i * n, column, 0, under, n, i, n, i + 1);
  }
  for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) whole[i * n + j] = whole[j * n + i]!;
  return whole;
}

/** Sum of the products of n numbers of two arrays, each from its own place. */
export function dot(a: Float64Array, from: number, b: Float64Array, start: number, n: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < n; k += 4) {
    s0 += a[from + k]! * b[start + k]!;
    s1 += a[from + k + 1]! * b[start + k + 1]!;
    s2 += a[from + k + 2]! * b[start + k + 2]!;
    s3 += a[from + k + 3]! * b[start + k + 3]!;
  }
  for (; k < n; k += 1) s0 += a[from + k]! * b[start + k]!;
  return s0 + s1 + s2 + s3;
}

/**
 * Adds to the first `width` numbers of a row of `into`, from `to`, the rows first to last (not itself) of `rows`, each `stride` long and
 * weighted by its number in `weights` from `from`. Four rows at a time, so that the sums are read and written a quarter as often.
 */
export function addRows(
  into: Float64Array, to: number, weights: Float64Array, from: number, rows: Float64Array, stride: number, first: number, last: number, width: number,
): void {
  let k = first;
  for (; k + 3 < last; k += 4) {
    const [w0, w1, w2, w3] = [weights[from + k]!, weights[from + k + 1]!, weights[from + k + 2]!, weights[from + k + 3]!];
    const [r0, r1, r2, r3] = [k * stride, (k + 1) * stride, (k + 2) * stride, (k + 3) * stride];
    for (let j = 0; j < width; j += 1) into[to + j]! += w0 * rows[r0 + j]! + w1 * rows[r1 + j]! + w2 * rows[r2 + j]! + w3 * rows[r3 + j]!;
  }
  for (; k < last; k += 1) {
    const w = weights[from + k]!;
    for (let j = 0, row = k * stride; j < width; j += 1) into[to + j]! += w * rows[row + j]!;
  }
}

/** A B of row-major matrices, n x k and k x m. */
export function product(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array {
  const c = new Float64Array(n * m);
  for (let i = 0; i < n; i += 1) addRows(c, i * m, a, i * k, b, m, 0, k, m);
  return c;
}
