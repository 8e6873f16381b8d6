import { clusterSums } from "./clusterSums.js";
import { mcnemar } from "./mcnemar.js";
import { signFlip } from "./signFlip.js";

/**
 * Two-sided p that paired values of two systems differ in their mean: McNemar's test where each case is a cluster and differences have one size, as of
 * right and wrong, else the randomisation test over clusters. It decides in place of the bootstrap's interval, which is too narrow in small
 * samples (of 10 right-or-wrong pairs it alarms in up to 10 of 100). Null with fewer than two clusters.
 */
export function pairedTest(first: readonly number[], second: readonly number[], { clusters, random }: { readonly clusters: readonly string[]; readonly random: () => number }): number | null {
  const groups = clusterSums(first, second, clusters);
  if (groups.length < 2) return null;
  const sums = groups.map(({ sum }) => sum);
  const sizes = new Set(sums.filter((sum) => sum !== 0).map(Math.abs));
  if (groups.length < first.length || sizes.size > 1) return signFlip(sums, random);
  return mcnemar(sums.filter((sum) => sum > 0).length, sums.filter((sum) => sum < 0).length, sums.length);
}
