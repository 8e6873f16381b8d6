/** Probabilities of `from` to `n` successes of `n`, each of probability `p`; where they no longer count for a double they are left out. */
export function binomialTail(n: number, p: number, from: number): number {
  let sum = 0;
  for (let k = Math.max(0, Math.min(from, n + 1)); k <= n; k += 1) {
    const each = binomial(n, p, k);
    sum += each;
    if (k > n * p && each < sum * Number.EPSILON) break;
  }
  return sum;
}

/** Probability of `k` successes of `n`. */
export const binomial = (n: number, p: number, k: number): number =>
  Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + (k === 0 ? 0 : k * Math.log(p)) + (k === n ? 0 : (n - k) * Math.log1p(-p)));

const logs = [0];
function logFactorial(n: number): number {
  for (let k = logs.length; k <= n; k += 1) logs.push(logs[k - 1]! + Math.log(k));
  return logs[n]!;
}
