/** Where a matrix turned out not to be positive definite. */
export interface Breakdown {
  readonly at: number;
  readonly pivot: number;
}

/**
 * The lower triangle L of A = L L' in place of the lower triangle of A: n x n, row by row (Cholesky-Banachiewicz), four rows at a time. What is
 * above the diagonal stays as it is. Null where that went well; else where a pivot isn't above `leastPivot` times its own diagonal.
 */
export function factorise(a: Float64Array, n: number, leastPivot = 0): Breakdown | null {
  for (let first = 0; first < n; first += 4) {
    const last = Math.min(first + 4, n);
    const isFour = last - first === 4;
    for (let j = 0; isFour && j < first; j += 1) {
      fourDots(a, j * n, a, first * n, n, j);
      for (let q = 0; q < 4; q += 1) a[(first + q) * n + j] = (a[(first + q) * n + j]! - four[q]!) / a[j * n + j]!;
    }
    for (let i = first; i < last; i += 1) {
      const row = i * n;
      for (let j = isFour ? first : 0; j < i; j += 1) a[row + j] = (a[row + j]! - dot(a, row, a, j * n, j)) / a[j * n + j]!;
      const pivot = a[row + i]! - dot(a, row, a, row, i);
      if (!(pivot > leastPivot * a[row + i]!)) return { at: i, pivot };
      a[row + i] = Math.sqrt(pivot);
    }
  }
  return null;
}

/** x of L x = b, in place of b; L as `factorise` leaves it. */
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

/** The whole inverse of A = L L', n x n: V V' of V = (L^-1)', whose rows are read from their diagonal on. */
export function inverse(l: Float64Array, n: number): Float64Array {
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const scale = 1 / l[i * n + i]!;
    const below = (j: number, sum: number) => (v[j * n + i] = -scale * sum);
    let j = 0;
    for (; j + 3 < i; j += 4) {
      fourDots(l, i * n + j, v, j * n + j, n, i - j);
      for (let q = 0; q < 4; q += 1) below(j + q, four[q]!);
    }
    for (; j < i; j += 1) below(j, dot(l, i * n + j, v, j * n + j, i - j));
    v[i * n + i] = scale;
  }
  const whole = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    let j = 0;
    for (; j + 3 <= i; j += 4) {
      fourDots(v, i * n + i, v, j * n + i, n, n - i);
      for (let q = 0; q < 4; q += 1) whole[i * n + j + q] = whole[(j + q) * n + i] = four[q]!;
    }
    for (; j <= i; j += 1) whole[i * n + j] = whole[j * n + i] = dot(v, i * n + i, v, j * n + i, n - i);
  }
  return whole;
}

/** What `fourDots` found last. */
const four = new Float64Array(4);

/** Products of n numbers of x, from a place, with four rows of another array: x is read a quarter as often, and most of a fit's time is spent here. */
function fourDots(x: Float64Array, from: number, rows: Float64Array, first: number, stride: number, n: number): void {
  const [r1, r2, r3] = [first + stride, first + 2 * stride, first + 3 * stride];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let k = 0; k < n; k += 1) {
    const value = x[from + k]!;
    s0 += value * rows[first + k]!;
    s1 += value * rows[r1 + k]!;
    s2 += value * rows[r2 + k]!;
    s3 += value * rows[r3 + k]!;
  }
  four[0] = s0;
  four[1] = s1;
  four[2] = s2;
  four[3] = s3;
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
