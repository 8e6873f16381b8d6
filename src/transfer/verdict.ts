import { normalBelow, normalQuantile } from "../statistics/distributions.js";
import type { Direction } from "../evaluations/offers.js";

export type Verdict = "USE" | "EVALUATE_FIRST" | "LABEL_DATA";

/** What a prediction says about a target, in the metric's unit. */
export interface Decided {
  /** Probability that the score is at least as good as the target. */
  readonly probability: number | null;
  readonly verdict: Verdict | null;
  /** Where it says EVALUATE_FIRST of a metric between 0 and 1 or a like range: on how many items. */
  readonly items: number | null;
}

export interface ForTarget extends Direction {
  readonly min: number | null;
  readonly max: number | null;
  /** In the metric's unit; null for none. */
  readonly target: number | null;
  /** What is best, where `better` is TARGET. */
  readonly best: number | null;
  /** Probability from which something is sure enough to act on, .5 to 1. */
  readonly level: number;
}

/** What is expected of a score. */
export interface Forecast {
  readonly mean: number;
  readonly sd: number | null;
  /** Probability of a score below a value; a normal one's unless given. */
  readonly below?: (value: number) => number;
}

const undecided: Decided = { probability: null, verdict: null, items: null };

/**
 * Use what reaches the target with at least the probability `level`; label data, to tune or to replace it, where it misses it as surely;
 * between these evaluate it on some items first. An `sd` of 0 is a known score.
 */
export function decided({ mean, sd, below = normal(mean, sd) }: Forecast, wanted: ForTarget): Decided {
  if (wanted.target === null || sd === null) return undecided;
  const probability = sd === 0 ? Number(isReached(mean, wanted)) : reaches(below, wanted);
  if (probability >= wanted.level) return { probability, verdict: "USE", items: null };
  if (probability <= 1 - wanted.level) return { probability, verdict: "LABEL_DATA", items: null };
  return { probability, verdict: "EVALUATE_FIRST", items: itemsToTell(mean, sd, wanted) };
}

const normal = (mean: number, sd: number | null) => (value: number): number => normalBelow((value - mean) / sd!);

function isReached(score: number, { better, target, best }: ForTarget): boolean {
  if (better === "TARGET") return Math.abs(score - (best ?? 0)) <= Math.abs(target! - (best ?? 0));
  return better === "HIGHER" ? score >= target! : score <= target!;
}

function reaches(below: (value: number) => number, { better, target, best, max }: ForTarget): number {
  if (better !== "TARGET") return better === "HIGHER" ? 1 - below(target!) : below(target!);
  const far = Math.abs(target! - (best ?? 0));
  const end = (best ?? 0) + far;
  return (max !== null && end >= max ? 1 : below(end)) - below((best ?? 0) - far);
}

/**
 * So many items that a measured share tells on which side of the target the score is, at the level, if it is as far from it as can be
 * expected: E|score - target| of a normal prediction in the metric's unit. Items are right or wrong, so that the variance at the target is p (1 - p) / n.
 */
function itemsToTell(mean: number, sd: number, { min, max, target, level }: ForTarget): number | null {
  if (min === null || max === null || max <= min) return null;
  const [share, off] = [(target! - min) / (max - min), (mean - target!) / sd];
  const distance = (sd * (2 * Math.exp(-(off * off) / 2) / Math.sqrt(2 * Math.PI) + off * (2 * normalBelow(off) - 1))) / (max - min);
  const spread = Math.max(share * (1 - share), leastVariance);
  return Math.min(Math.max(Math.ceil((normalQuantile(level) ** 2 * spread) / distance ** 2), leastItems), mostItems);
}
/** Of a share at an end of its range: there p (1 - p) is 0 and tells nothing. */
const leastVariance = 0.01;
const [leastItems, mostItems] = [10, 10_000];
