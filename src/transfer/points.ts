import type { Range } from "./scoreTable.js";
import type { Metric } from "./transfer.queries.js";

/** What of a metric decides how its values become points. */
export type Scale = Pick<Metric, "better" | "min" | "max">;

/**
 * A value in points: hundredths of the way from 0 (or from the least value, where that is above 0) to the greatest, so that a share of .5
 * and a correlation of .5 are both 50; in the metric's own unit where it lacks a bound. Negated where lower is better. A metric with a
 * target keeps its direction.
 */
export const toPoints = (scale: Scale, value: number): number => sign(scale) * (value - floor(scale)) * perUnit(scale);

/** The value of points, within the metric's bounds. */
export const toValue = (scale: Scale, points: number): number => within(scale, (sign(scale) * points) / perUnit(scale) + floor(scale));

/** How many points a unit of the metric is: what turns standard errors, and differences in points back into units. */
export const perUnit = (scale: Scale): number => (isBounded(scale) ? 100 / (scale.max! - floor(scale)) : 1);

/** Whether its values become hundredths of their range. */
export const isBounded = ({ min, max }: Scale): boolean => min !== null && max !== null && max > Math.max(min, 0);

/** Least and greatest points that its values can have; null where it lacks a bound. */
export function rangeOf(scale: Scale): Range | null {
  if (!isBounded(scale)) return null;
  const [one, other] = [toPoints(scale, scale.min!), toPoints(scale, scale.max!)];
  return one < other ? [one, other] : [other, one];
}

const floor = (scale: Scale): number => (isBounded(scale) ? Math.max(scale.min!, 0) : 0);
const sign = ({ better }: Scale): 1 | -1 => (better === "LOWER" ? -1 : 1);
const within = ({ min, max }: Scale, value: number): number => Math.min(Math.max(value, min ?? -Infinity), max ?? Infinity);
