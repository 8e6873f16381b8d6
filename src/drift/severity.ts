import { goodness, type Direction } from "../evaluations/offers.js";

export type Severity = "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";

/** A change as far as its severity goes. */
export interface Change extends Direction {
  /** Level since the change, in the metric's unit. */
  readonly level: number;
  /** By how much it has moved, in the metric's unit. */
  readonly change: number;
  /** Likewise, in standard deviations of the baseline; null where those don't vary. */
  readonly effect: number | null;
  /** Smallest change that matters, in the metric's unit; null where nobody said. */
  readonly threshold: number | null;
  /** What the KPIs that the signal tracks must not miss, in the metric's unit. */
  readonly floors: readonly number[];
}

/** A change is large from so many thresholds, or where there is none, standard deviations. */
const largeInThresholds = 2;
const largeInDeviations = 3;

/** CRITICAL: large, and a KPI's floor is missed. HIGH: a floor is missed. MEDIUM: large. LOW: all else. */
export function severityOf({ level, change, effect, threshold, floors, ...direction }: Change): Severity {
  const isMissed = floors.some((floor) => goodness(level, direction) < goodness(floor, direction));
  const isLarge = threshold !== null && threshold > 0 ? Math.abs(change) >= largeInThresholds * threshold : effect === null || Math.abs(effect) >= largeInDeviations;
  return isMissed ? (isLarge ? "CRITICAL" : "HIGH") : isLarge ? "MEDIUM" : "LOW";
}
