import { Problem } from "../entity/problem.js";
import { chiSquaredTail, kolmogorovTail } from "../statistics/distributions.js";
import { casesIn, histogramProblem, onSharedBins, type Histogram } from "./histogram.js";

/** One way to tell two distributions apart. */
export interface Distance {
  readonly value: number;
  /** What the value exceeds with probability `level` when nothing has changed, for so many cases. */
  readonly threshold: number;
  /** Probability of at least this value when nothing has changed. */
  readonly p: number;
}

export interface InputDrift {
  /** Cases before and after. */
  readonly cases: readonly [before: number, after: number];
  readonly bins: number;
  /** Population stability index, in nats: sum (q - p) ln (q / p). */
  readonly psi: Distance;
  /** Greatest difference of the cumulative shares, at the bins' edges. */
  readonly ks: Distance;
  /** Jensen-Shannon divergence, in nats: 0 to ln 2. */
  readonly js: Distance;
  /** Whether all of them are over their thresholds, and the index over the customary .1: with many cases, any difference is beyond chance. */
  readonly drifted: boolean;
}

/** Cases that each bin gets besides its own where some bin has none, so that the index stays finite (Jeffreys). */
const emptyBin = 0.5;
/** Below this, a population stability index is customarily no change (Siddiqi 2006). */
const customaryPsi = 0.1;

/**
 * Compares two recorded histograms of one input. Thresholds are those of the null distributions: n m / (n + m) times the index, and 8 times
 * that of the divergence, are chi-squared with bins - 1 degrees of freedom (Yurdakul 2018); Kolmogorov's for the greatest
 * difference, on the safe side with bins. `level` is the share of false alarms of each. @throws Problem BAD_INPUT.
 */
export function inputDrift(before: Histogram, after: Histogram, level = 0.01): InputDrift {
  const problem = histogramProblem(before) ?? histogramProblem(after);
  if (problem !== null) throw new Problem("BAD_INPUT", problem);
  const shared = onSharedBins(before, after);
  if (shared === null) throw new Problem("BAD_INPUT", "The histograms share fewer than three edges; record both with the same bins.");
  const cases = [casesIn(shared.first), casesIn(shared.second)] as const;
  if (cases[0] === 0 || cases[1] === 0) throw new Problem("BAD_INPUT", `The histograms have ${cases[0]} and ${cases[1]} cases; both need some.`);
  const scale = (cases[0] * cases[1]) / (cases[0] + cases[1]);
  const freedom = shared.first.length - 1;
  const [psi, ks, js] = [populationStability(shared.first, shared.second), kolmogorovSmirnov(shared.first, shared.second), jensenShannon(shared.first, shared.second)];
  const limit = upperQuantile((x) => chiSquaredTail(x, freedom), level);
  const distances = {
    psi: { value: psi, threshold: limit / scale, p: chiSquaredTail(psi * scale, freedom) },
    ks: { value: ks, threshold: upperQuantile(kolmogorovTail, level) / Math.sqrt(scale), p: kolmogorovTail(ks * Math.sqrt(scale)) },
    js: { value: js, threshold: limit / scale / 8, p: chiSquaredTail(8 * js * scale, freedom) },
  };
  return { cases, bins: shared.first.length, ...distances, drifted: psi > customaryPsi && Object.values(distances).every(({ value, threshold }) => value > threshold) };
}

/** Of counts over the same bins. */
export function populationStability(before: readonly number[], after: readonly number[]): number {
  const added = before.includes(0) || after.includes(0) ? emptyBin : 0;
  const [p, q] = [shares(before, added), shares(after, added)];
  return p.reduce((sum, each, i) => sum + (q[i]! - each) * Math.log(q[i]! / each), 0);
}

/** Of counts over the same bins. */
export function kolmogorovSmirnov(before: readonly number[], after: readonly number[]): number {
  const [p, q] = [shares(before), shares(after)];
  let [apart, most] = [0, 0];
  for (let i = 0; i < p.length; i += 1) {
    apart += q[i]! - p[i]!;
    most = Math.max(most, Math.abs(apart));
  }
  return most;
}

/** Of counts over the same bins. */
export function jensenShannon(before: readonly number[], after: readonly number[]): number {
  const [p, q] = [shares(before), shares(after)];
  const toMiddle = (from: readonly number[]) => from.reduce((sum, each, i) => sum + (each === 0 ? 0 : each * Math.log((2 * each) / (p[i]! + q[i]!))), 0);
  return (toMiddle(p) + toMiddle(q)) / 2;
}

const shares = (counts: readonly number[], added = 0): readonly number[] => {
  const all = casesIn(counts) + added * counts.length;
  return counts.map((count) => (count + added) / all);
};

/** The x that a falling tail reaches `level` at, by halving. */
function upperQuantile(tail: (x: number) => number, level: number): number {
  let [low, high] = [0, 1];
  while (tail(high) > level) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (tail(middle) > level) low = middle;
    else high = middle;
  }
  return high;
}
