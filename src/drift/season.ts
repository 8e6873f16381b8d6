import { fTail } from "../statistics/distributions.js";
import { leastSquares } from "./leastSquares.js";
import { median } from "../statistics/spread.js";

/** What comes again with every period: `pattern[slot % period]`, mean 0. */
export interface Season {
  readonly period: number;
  readonly pattern: Float64Array;
  /** Probability of phases that differ as much where there is no season. */
  readonly p: number;
}

/** Periods in points that are looked for where nothing is known of the points' times: quarters, days of a week, months, hours. */
const usualPeriods = [4, 7, 12, 24];
/** Full periods that have to be there when the period itself is a guess. */
const guessedPeriods = 3;
/** Full periods from which the moving average can follow the level; before that it is a straight line. */
const manyPeriods = 4;
/** Greatest probability of a season where none is; of points in control, this many lose one that they don't have. */
const significance = 0.005;

const indices = (count: number) => Int32Array.from({ length: count }, (_, i) => i);

/**
 * The season of points, if they have one; null also where there are fewer than two full periods. `slots` number the periods that
 * the points are for, gaps counted; `periods`, in slots, are those that the calendar suggests. Of several the likeliest counts.
 */
export function seasonOf(values: Float64Array, slots: Int32Array = indices(values.length), periods?: readonly number[]): Season | null {
  const span = values.length === 0 ? 0 : slots[values.length - 1]! - slots[0]! + 1;
  const needed = periods === undefined ? guessedPeriods : 2;
  const found = (periods ?? usualPeriods).filter((period) => span >= needed * period && values.length >= (needed - 0.5) * period)
    .map((period) => ofPeriod(values, slots, period)).filter((season) => season !== null && season.p < significance);
  return found.reduce((best, season) => (best === null || season!.p < best.p ? season : best), null);
}

/** The points without their season. */
export const deseasoned = (values: Float64Array, { period, pattern }: Season, slots: Int32Array = indices(values.length)): Float64Array =>
  values.map((value, i) => value - pattern[phase(slots[i]!, period)]!);

const phase = (slot: number, period: number): number => ((slot % period) + period) % period;

/**
 * Phases are compared as an analysis of variance does. Of few periods the values themselves, next to a straight line; of many the steps
 * from point to point, which changes of level and slow swings hardly touch. What is taken out is the pattern times the share of
 * it that isn't noise, 1 - 1/F (James and Stein 1961).
 */
function ofPeriod(values: Float64Array, slots: Int32Array, period: number): Season | null {
  const isLong = slots[values.length - 1]! - slots[0]! + 1 >= manyPeriods * period;
  const f = isLong ? fOfSteps(values, slots, period) : fOfValues(values, slots, period);
  if (f === null) return null;
  const raw = isLong ? medianPattern(values, slots, period) : f.pattern;
  const mean = raw.reduce((sum, each) => sum + each, 0) / period;
  const share = Math.max(0, 1 - 1 / f.value);
  return { period, pattern: raw.map((each) => share * (each - mean)), p: fTail(f.value, period - 1, f.freedom) };
}

interface Phases {
  readonly value: number;
  readonly freedom: number;
  readonly pattern: Float64Array;
}

function fOfValues(values: Float64Array, slots: Int32Array, period: number): Phases | null {
  const line = leastSquares(Array.from(slots, (slot) => [1, slot - slots[0]!]), values);
  const both = leastSquares(Array.from(slots, (slot) => [slot - slots[0]!, ...indicator(slot, period)]), values);
  const freedom = values.length - period - 1;
  if (line === null || both === null || freedom < 1) return null;
  return { value: (line.rss - both.rss) / (period - 1) / (both.rss / freedom), freedom, pattern: both.coefficients.slice(1) };
}
const indicator = (slot: number, period: number): readonly number[] => Array.from({ length: period }, (_, at) => (at === phase(slot, period) ? 1 : 0));

/** One-way analysis of variance of the steps between neighbours, by the phase that they lead to. */
function fOfSteps(values: Float64Array, slots: Int32Array, period: number): Phases | null {
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  let [all, squares, n] = [0, 0, 0];
  for (let i = 1; i < values.length; i += 1) {
    if (slots[i]! - slots[i - 1]! !== 1) continue;
    const step = values[i]! - values[i - 1]!;
    const at = phase(slots[i]!, period);
    sums[at]! += step;
    counts[at]! += 1;
    [all, squares, n] = [all + step, squares + step * step, n + 1];
  }
  const freedom = n - period;
  if (freedom < 1 || counts.some((count) => count < 2)) return null;
  const between = sums.reduce((sum, each, at) => sum + (each * each) / counts[at]!, 0);
  const within = squares - between;
  return { value: (between - (all * all) / n) / (period - 1) / (within / freedom), freedom, pattern: sums };
}

/** Median by phase of what is left when the mean over one period around each point is taken off. */
function medianPattern(values: Float64Array, slots: Int32Array, period: number): Float64Array {
  const half = period / 2;
  const left: number[][] = Array.from({ length: period }, () => []);
  let [from, to] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    while (slots[from]! < slots[i]! - half) from += 1;
    while (to < values.length && slots[to]! <= slots[i]! + half) to += 1;
    if (slots[i]! - half < slots[0]! || slots[i]! + half > slots[values.length - 1]!) continue;
    let [sum, weights] = [0, 0];
    for (let j = from; j < to; j += 1) {
      const weight = Math.abs(slots[j]! - slots[i]!) === half ? 0.5 : 1;
      [sum, weights] = [sum + weight * values[j]!, weights + weight];
    }
    left[phase(slots[i]!, period)]!.push(values[i]! - sum / weights);
  }
  return Float64Array.from(left, (each) => (each.length === 0 ? 0 : median(Float64Array.from(each))));
}
