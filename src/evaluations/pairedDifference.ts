import { random } from "../entity/random.js";
import { pairedBootstrap } from "../statistics/pairedBootstrap.js";
import { pairedTest } from "../statistics/pairedTest.js";
import { mean } from "../statistics/summary.js";
import { goodness, type Direction } from "./leaderboard.js";
import type { PairedItems } from "./pairedItems.js";

/** How a candidate's values differ from a baseline's, item by item. */
export interface PairedComparison {
  readonly n: number;
  /** Sources that the items come from. */
  readonly clusters: number;
  /** Means, in the metric's unit. */
  readonly baseline: number;
  readonly candidate: number;
  /** Candidate less baseline. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, of how good the values are, not corrected for other comparisons. */
  readonly p: number;
  /** Whether the candidate is better by as much as it differs. */
  readonly isBetter: boolean;
  /** Keys of the items on which the candidate does worse, what lost most first. */
  readonly regressed: readonly string[];
}

/** The same figures give the same interval and the same decision. */
const resampling = 1;

/**
 * A paired difference with its bootstrap interval over clusters, and the p that decides (`statistics/pairedTest.ts` says why not the interval).
 * Null with fewer than two clusters in common: nothing is known of the spread then.
 */
export function pairedDifference(items: Omit<PairedItems, "unpaired">, direction: Direction, level: number): PairedComparison | null {
  const { keys, baseline, candidate, clusters } = items;
  const interval = pairedBootstrap(candidate, baseline, { level, clusters, random: random(resampling) });
  const gains = (values: readonly number[]) => values.map((value) => goodness(value, direction));
  const [before, after] = [gains(baseline), gains(candidate)];
  const p = pairedTest(after, before, { clusters, random: random(resampling) });
  if (interval === null || p === null) return null;
  const changes = keys.map((key, at) => ({ key, gain: after[at]! - before[at]! }));
  return {
    n: keys.length, clusters: new Set(clusters).size, baseline: mean(baseline), candidate: mean(candidate),
    difference: interval.difference, low: interval.low, high: interval.high, p, isBetter: mean(after) > mean(before),
    regressed: changes.filter(({ gain }) => gain < 0).sort((a, b) => a.gain - b.gain || (a.key < b.key ? -1 : 1)).map(({ key }) => key),
  };
}
