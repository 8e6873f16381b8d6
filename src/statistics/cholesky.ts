/** Where a matrix turned out not to be positive definite. */
export interface Breakdown {
  readonly at: number;
  readonly pivot: number;
}

/**
 * The lower triangle L of A = L L' in place of the lower triangle of A: n x n, row by row (Cholesky-Banachiewicz), four rows and two columns at a
 * time. What is above the diagonal stays as it is. Null where that went well; else where a pivot isn't above `leastPivot` times its own diagonal.
 */
export function factorise(a: Float64Array, n: number, leastPivot = 0): Breakdown | null {
  for (let first = 0; first < n; first += 4) {
    const last = Math.min(first + 4, n);
    const isFour = last - first === 4;
    for (let j = 0; isFour && j < first; j += 2) {
      const [row, next] = [j * n, (j + 1) * n];
      eightDots(a, row, next, a, first * n, n, j);
      for (let q = 0; q < 4; q += 1) {
        const at = (first + q) * n + j;
        a[at] = (a[at]! - eight[q]!) / a[row + j]!;
        a[at + 1] = (a[at + 1]! - eight[4 + q]! - a[at]! * a[next + j]!) / a[next + j + 1]!;
      }
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
  const v = upperInverse(l, n);
  const whole = new Float64Array(n * n);
  const found = (i: number, j: number, sum: number) => (whole[i * n + j] = whole[j * n + i] = sum);
  for (let i = 0; i < n; i += 2) {
    let j = 0;
    for (; i + 1 < n && j + 3 <= i; j += 4) {
      eightDots(v, i * n + i, (i + 1) * n + i, v, j * n + i, n, n - i);
      for (let q = 0; q < 4; q += 1) {
        found(i, j + q, eight[q]!);
        found(i + 1, j + q, eight[4 + q]!);
      }
    }
    for (let row = i; row < Math.min(i + 2, n); row += 1) for (let k = j; k <= row; k += 1) found(row, k, dot(v, row * n + row, v, k * n + row, n - row));
  }
  return whole;
}

/** (L^-1)', n x n, two of its columns at a time. */
function upperInverse(l: Float64Array, n: number): Float64Array {
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 2) {
    const [row, next] = [i * n, (i + 1) * n];
    const isTwo = i + 1 < n;
    const [scale, nextScale, between] = isTwo ? [1 / l[row + i]!, 1 / l[next + i + 1]!, l[next + i]!] : [1 / l[row + i]!, 0, 0];
    const above = (j: number, sum: number, nextSum: number) => {
      const x = (v[j * n + i] = -scale * sum);
      if (isTwo) v[j * n + i + 1] = -nextScale * (nextSum + between * x);
    };
    let j = 0;
    for (; isTwo && j + 3 < i; j += 4) {
      eightDots(l, row + j, next + j, v, j * n + j, n, i - j);
      for (let q = 0; q < 4; q += 1) above(j + q, eight[q]!, eight[4 + q]!);
    }
    for (; j < i; j += 1) above(j, dot(l, row + j, v, j * n + j, i - j), isTwo ? dot(l, next + j, v, j * n + j, i - j) : 0);
    v[row + i] = scale;
    if (!isTwo) continue;
    v[row + i + 1] = -nextScale * between * scale;
    v[next + i + 1] = nextScale;
  }
  return v;
}

/** What `eightDots` found last. */
const eight = new Float64Array(8);

/**
 * Products of n numbers of two rows of x, from their places, with four rows of another array, those of the first row before those of the second: for eight
 * products six numbers are read. Most of a fit's time is spent here, and destructuring within the loop would double it.
 */
function eightDots(x: Float64Array, from: number, next: number, rows: Float64Array, first: number, stride: number, n: number): void {
  const [r1, r2, r3] = [first + stride, first + 2 * stride, first + 3 * stride];
  let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < n; k += 1) {
    const one = x[from + k]!;
    const two = x[next + k]!;
    const a = rows[first + k]!;
    const b = rows[r1 + k]!;
    const c = rows[r2 + k]!;
    const d = rows[r3 + k]!;
    s0 += one * a;
    s1 += one * b;
    s2 += one * c;
    s3 += one * d;
    t0 += two * a;
    t1 += two * b;
    t2 += two * c;
    t3 += two * d;
  }
  eight[0] = s0;
  eight[1] = s1;
  eight[2] = s2;
  eight[3] = s3;
  eight[4] = t0;
  eight[5] = t1;
  eight[6] = t2;
  eight[7] = t3;
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
