import { binomial, binomialTail } from "./binomial.js";

/**
 * Two-sided p of McNemar's test (1947) for `n` pairs of right and wrong, of which `better` and `worse` differ. The exact conditional test
 * looks at those alone and so keeps far below its level: with 300 pairs, a tenth of them different, it sees a drop of .05 in 74 of 100. Here
 * the probability of a statistic |better - worse| / sqrt(better + worse) as large is taken over all that `n` pairs could have shown, at the
 * share that differs as it is estimated (the estimated p of Lloyd 2008, of the exact unconditional kind of Suissa and Shuster 1991): 80 of
 * 100, and counted out for every share that differs it alarms in at most 5.1 of 100 where nothing does. Below 16 pairs that isn't kept, and the
 * exact conditional test decides.
 */
export function mcnemar(better: number, worse: number, n: number): number {
  const differ = better + worse;
  if (better === worse) return 1;
  if (n < leastForEstimate) return Math.min(1, 2 * binomialTail(differ, 0.5, Math.max(better, worse)));
  const statistic = Math.abs(better - worse) / Math.sqrt(differ);
  const share = differ / n;
  const around = 10 * Math.sqrt(n * share * (1 - share)) + 10;
  let p = 0;
  for (let m = Math.max(1, Math.floor(differ - around)); m <= Math.min(n, differ + around); m += 1) p += binomial(n, share, m) * asFar(m, statistic);
  return Math.min(1, p);
}
const leastForEstimate = 16;

/** Probability that of `m` pairs that differ so many more go one way, where both ways are alike. */
function asFar(m: number, statistic: number): number {
  const most = Math.ceil((m + statistic * Math.sqrt(m)) / 2 - rounding);
  return 2 * most <= m ? 1 : 2 * binomialTail(m, 0.5, most);
}
/** Two equal statistics differ by less. */
const rounding = 1e-9;
