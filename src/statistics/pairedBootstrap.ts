import { clusterSums } from "./clusterSums.js";
import { quantile } from "./spread.js";

/** A difference of two means over the same cases, and an interval that is to hold it. */
export interface PairedDifference {
  /** Mean of the first less mean of the second. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Cases that both have. */
  readonly n: number;
}

/** So many, unless the clusters are so many that drawing them takes seconds: their mean is then near its limit anyway. */
const usualResamples = (clusters: number): number => Math.max(1_000, Math.min(10_000, Math.floor(2e7 / clusters)));

/**
 * Percentile bootstrap of a paired difference (Efron and Tibshirani 1993, chapter 13; Sakai 2006 for rankings): whole clusters are drawn
 * with replacement, so that cases that share a source count as the one thing that they say. Null with fewer than two clusters, as
 * nothing is known of the spread then. The same values give the same interval.
 */
export function pairedBootstrap(first: readonly number[], second: readonly number[], { level = 0.95, clusters = first.map((_, at) => String(at)), resamples, random }: {
  readonly level?: number; readonly clusters?: readonly string[]; readonly resamples?: number; readonly random: () => number;
}): PairedDifference | null {
  const groups = clusterSums(first, second, clusters);
  if (groups.length < 2) return null;
  const means = new Float64Array(resamples ?? usualResamples(groups.length));
  for (let turn = 0; turn < means.length; turn += 1) {
    let [sum, count] = [0, 0];
    for (let draw = 0; draw < groups.length; draw += 1) {
      const group = groups[Math.floor(random() * groups.length)]!;
      sum += group.sum;
      count += group.count;
    }
    means[turn] = sum / count;
  }
  means.sort();
  const tail = (1 - level) / 2;
  const total = groups.reduce((all, { sum }) => all + sum, 0);
  return { difference: total / first.length, low: quantile(means, tail), high: quantile(means, 1 - tail), n: first.length };
}
