import { normalQuantile } from "../statistics/distributions.js";

/** Whether an order by predicted probability has put those that dropped before those that didn't, in the past. */
export interface OrderBacktest {
  /** Probability that of a task that dropped and one that didn't in the same incident, the first was ranked first; .5 is chance. Null without such pairs. */
  readonly auc: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Incidents that have such pairs. */
  readonly incidents: number;
  /** Whether the interval lies above chance: else the order is to be left out. */
  readonly isBetterThanChance: boolean;
}

/** Incidents that an interval needs. */
const fewest = 5;

/**
 * Area under the ROC curve within incidents, which pairs of different incidents would inflate by how bad each was. The interval is of the mean over incidents,
 * weighted by pairs, with whole incidents as the units (DeLong's variance would take tasks of one incident for independent).
 */
export function orderBacktest(incidents: readonly (readonly { readonly probability: number; readonly dropped: boolean }[])[], level = 0.9): OrderBacktest {
  const counted = incidents.map(concordance).filter(({ pairs }) => pairs > 0);
  const pairs = counted.reduce((sum, each) => sum + each.pairs, 0);
  if (pairs === 0) return { auc: null, low: null, high: null, incidents: 0, isBetterThanChance: false };
  const auc = counted.reduce((sum, each) => sum + each.won, 0) / pairs;
  if (counted.length < fewest) return { auc, low: null, high: null, incidents: counted.length, isBetterThanChance: false };
  const scatter = counted.reduce((sum, each) => sum + (each.won - auc * each.pairs) ** 2, 0);
  const half = normalQuantile((1 + level) / 2) * (Math.sqrt((scatter * counted.length) / (counted.length - 1)) / pairs);
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half), incidents: counted.length, isBetterThanChance: auc - half > 0.5 };
}

/** Pairs of one that dropped and one that didn't, and of how many of them the first was ranked first; ties are half. */
function concordance(tasks: readonly { readonly probability: number; readonly dropped: boolean }[]): { readonly pairs: number; readonly won: number } {
  const [dropped, stayed] = [tasks.filter((task) => task.dropped), tasks.filter((task) => !task.dropped)];
  const won = dropped.reduce((sum, { probability }) => sum + stayed.reduce((all, other) => all + (probability > other.probability ? 1 : probability === other.probability ? 0.5 : 0), 0), 0);
  return { pairs: dropped.length * stayed.length, won };
}
