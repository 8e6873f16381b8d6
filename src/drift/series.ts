import type { Direction } from "../evaluations/offers.js";

/** One period of a signal, over all cases. */
export interface Point {
  /** Epoch milliseconds. */
  readonly start: number;
  /** Epoch milliseconds, exclusive. */
  readonly end: number;
  readonly value: number;
  readonly n: number | null;
  readonly stdErr: number | null;
  readonly definition: string | null;
}

export interface Watched extends Direction {
  /** Unit of the metric; none for a proportion. */
  readonly unit: string | null;
  /** By start. */
  readonly points: readonly Point[];
  /** Moments from which it is to be compared with itself, in epoch milliseconds. */
  readonly baselines: readonly number[];
}

/** The part of a signal that can be compared with itself, turned so that greater is worse. */
export interface Series {
  readonly points: readonly Point[];
  readonly values: Float64Array;
  /** Sampling variances; 0 where unknown. */
  readonly variances: Float64Array;
  /** Whether both ways are harmful. */
  readonly sides: 1 | 2;
  /** 1 where harm is upwards (or both ways), -1 where it is downwards. */
  readonly sign: 1 | -1;
  /** What decides where it begins. */
  readonly begins: "FIRST_POINT" | "BASELINE" | "NEW_DEFINITION";
}

/** From the newest baseline on, and only the points of the newest definition. */
export function seriesOf({ points, baselines, better, unit }: Watched, at: number): Series {
  const past = points.filter(({ end }) => end <= at);
  const baseline = Math.max(-Infinity, ...baselines.filter((from) => from <= at));
  const since = past.filter(({ start }) => start >= baseline);
  const definition = since.at(-1)?.definition;
  const before = since.findLastIndex((point) => point.definition !== definition);
  const kept = since.slice(before + 1);
  const sign = better === "HIGHER" ? -1 : 1;
  const isRate = unit === null && kept.every(({ value }) => value >= 0 && value <= 1);
  const overall = kept.reduce((sum, { value, n }) => sum + value * (n ?? 1), 0) / kept.reduce((sum, { n }) => sum + (n ?? 1), 0);
  const variance = ({ n, stdErr }: Point) => (isRate && n !== null && n > 0 ? (overall * (1 - overall)) / n : stdErr === null ? 0 : stdErr * stdErr);
  return {
    points: kept,
    values: Float64Array.from(kept, ({ value }) => sign * value),
    variances: Float64Array.from(kept, variance),
    sides: better === "TARGET" ? 2 : 1,
    sign,
    begins: before >= 0 ? "NEW_DEFINITION" : baseline > -Infinity ? "BASELINE" : "FIRST_POINT",
  };
}

/** Correlation of each point with the one before it, over the first `count`; 0 where nothing varies. */
export function lagOne(values: Float64Array, count: number): number {
  const some = values.subarray(0, count);
  const mean = some.reduce((sum, value) => sum + value, 0) / some.length;
  let [together, alone] = [0, 0];
  for (let i = 0; i < some.length; i += 1) {
    alone += (some[i]! - mean) ** 2;
    if (i > 0) together += (some[i]! - mean) * (some[i - 1]! - mean);
  }
  return alone === 0 ? 0 : together / alone;
}

/** What each point adds to the share `r` of the one before it; the first stands for itself. Level and shifts shrink by 1 - r. */
export function whitened(values: Float64Array, variances: Float64Array, r: number): { readonly values: Float64Array; readonly variances: Float64Array } {
  return {
    values: values.map((value, i) => (i === 0 ? value * (1 - r) : value - r * values[i - 1]!)),
    variances: variances.map((variance, i) => (i === 0 ? variance : variance + r * r * variances[i - 1]!)),
  };
}
