/** What paired cases of one source say together: the sum of their differences, and how many they are. */
export interface ClusterSum {
  readonly sum: number;
  readonly count: number;
}

/** Sums of first less second by cluster, in the order met: cases that share a source are one draw from the population, not several. */
export function clusterSums(first: readonly number[], second: readonly number[], clusters: readonly string[]): readonly ClusterSum[] {
  const sums = new Map<string, { sum: number; count: number }>();
  first.forEach((value, at) => {
    const own = sums.get(clusters[at]!);
    if (own === undefined) sums.set(clusters[at]!, { sum: value - second[at]!, count: 1 });
    else {
      own.sum += value - second[at]!;
      own.count += 1;
    }
  });
  return [...sums.values()];
}
