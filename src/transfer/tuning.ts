import { normalQuantile } from "../statistics/distributions.js";

/** What a tuning on some tasks did to the score on the one that is asked about. */
export interface Tuning {
  /** After less before, in the metric's unit. */
  readonly change: number;
  /** Standard error of that; 0 where unknown. */
  readonly stdErr: number;
  /** How much like the task that is asked about the tuned ones are, 0 to 1; 1 for the same. */
  readonly weight: number;
}

/** The change to expect, in the metric's unit. */
export interface ExpectedChange {
  readonly change: number;
  /** Where a further tuning's change lies with the wanted probability; null of fewer than two tunings. */
  readonly low: number | null;
  readonly high: number | null;
  /** Sum of the weights: how many tunings of this very task it is worth. */
  readonly evidence: number;
}

/** So many tunings that changed nothing are added, which draws what few tell towards none. */
const doubt = 0.5;

/**
 * Weighted mean of the changes, drawn towards 0, with the interval of one more: the changes' own weighted variance, but no less than that of
 * their standard errors, and the mean's. Null where nothing like it was tuned.
 */
export function expectedChange(tunings: readonly Tuning[], interval: number): ExpectedChange | null {
  const used = tunings.filter(({ weight }) => weight > 0);
  const evidence = sum(used, ({ weight }) => weight);
  if (evidence === 0) return null;
  const change = sum(used, (each) => each.weight * each.change) / (evidence + doubt);
  if (used.length < 2) return { change, low: null, high: null, evidence };
  const mean = sum(used, (each) => each.weight * each.change) / evidence;
  const squares = sum(used, ({ weight }) => weight ** 2) / evidence;
  const spread = evidence > squares ? sum(used, (each) => each.weight * (each.change - mean) ** 2) / (evidence - squares) : 0;
  const measured = sum(used, ({ weight, stdErr }) => weight * stdErr ** 2) / evidence;
  const half = normalQuantile((1 + interval) / 2) * Math.sqrt(Math.max(spread, measured) * (1 + 1 / evidence));
  return { change, low: change - half, high: change + half, evidence };
}

const sum = (all: readonly Tuning[], of: (tuning: Tuning) => number): number => all.reduce((total, each) => total + of(each), 0);
