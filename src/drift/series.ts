import type { Direction } from "../evaluations/offers.js";
import { cadenceOf, type Cadence } from "./cadence.js";

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
  /** In any order; of several for the same period the last counts, as it corrects the others. */
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
  /** Whether its values are shares of 1. */
  readonly isRate: boolean;
  /** Whether both ways are harmful. */
  readonly sides: 1 | 2;
  /** 1 where harm is upwards (or both ways), -1 where it is downwards. */
  readonly sign: 1 | -1;
  /** What decides where it begins. */
  readonly begins: "FIRST_POINT" | "BASELINE" | "NEW_DEFINITION";
  readonly cadence: Cadence;
}

/** From the newest baseline on, and only the points of the newest definition. */
export function seriesOf({ points, baselines, better, unit }: Watched, at: number): Series {
  const past = inOrder(points.filter(({ end }) => end <= at));
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
    isRate,
    sides: better === "TARGET" ? 2 : 1,
    sign,
    begins: before >= 0 ? "NEW_DEFINITION" : baseline > -Infinity ? "BASELINE" : "FIRST_POINT",
    cadence: cadenceOf(kept.map(({ start }) => start)),
  };
}

/**
 * By start, each period once: late points take their place, and repeated ones replace what came before. Of a period that was computed by several definitions, as
 * when a new one is computed for the past or beside the old one for a while, the newest period's counts.
 */
export function inOrder(points: readonly Point[]): readonly Point[] {
  const newest = points.reduce<Point | undefined>((last, point) => (last === undefined || point.start >= last.start ? point : last), undefined);
  const byPeriod = new Map<string, Point>();
  for (const point of points) {
    const period = `${point.start} ${point.end}`;
    if (point.definition === newest!.definition || byPeriod.get(period)?.definition !== newest!.definition) byPeriod.set(period, point);
  }
  return [...byPeriod.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
