/** Exponential smoothing with a damped trend and, with a `period`, an additive season (Gardner and McKenzie 1985; ETS(A,Ad,A) of Hyndman et al. 2008). */
export interface Smoothing {
  /** Weight of a new point in the level. */
  readonly alpha: number;
  /** Weight of a new step in the trend. */
  readonly beta: number;
  /** What is left of the trend at the next point. */
  readonly phi: number;
  /** Weight of a new point in the season. */
  readonly gamma: number;
  readonly period: number | null;
}

export interface Smoothed {
  readonly level: number;
  readonly trend: number;
  /** By phase, the next point's first; empty without a season. */
  readonly season: readonly number[];
  /** Of each point from its forecast one before; 0 for those that only set the start. */
  readonly errors: Float64Array;
  /** Points that only set the start. */
  readonly start: number;
}

/** Runs over the points; NaN is a gap, which is passed over with its forecast. Needs three points that are none, and two periods with a season. */
export function smoothed(values: Float64Array, { alpha, beta, phi, gamma, period }: Smoothing): Smoothed {
  let { level, trend, season, start } = period === null ? startOf(values) : seasonalStart(values, period);
  const errors = new Float64Array(values.length);
  let at = 0;
  for (let i = start; i < values.length; i += 1) {
    const seasonal = period === null ? 0 : season[at]!;
    const value = values[i]!;
    const error = Number.isFinite(value) ? value - level - phi * trend - seasonal : 0;
    errors[i] = error;
    level += phi * trend + alpha * error;
    trend = phi * trend + alpha * beta * error;
    if (period === null) continue;
    season[at] = seasonal + gamma * error;
    at = at + 1 === period ? 0 : at + 1;
  }
  return { level, trend, season: [...season.slice(at), ...season.slice(0, at)], errors, start };
}

/** The forecast of so many points ahead, 1 the next. */
export function ahead({ level, trend, season }: Smoothed, { phi }: Smoothing, steps: number): number {
  return level + dampedSum(phi, steps) * trend + (season.length === 0 ? 0 : season[(steps - 1) % season.length]!);
}

/** Variance of that forecast's error for errors of variance 1: the sum of the squared weights of those in between (Hyndman et al. 2008, table 6.2). */
export function varianceAhead({ alpha, beta, phi, gamma, period }: Smoothing, steps: number): number {
  let sum = 1;
  for (let j = 1; j < steps; j += 1) sum += (alpha * (1 + beta * dampedSum(phi, j)) + (period !== null && j % period === 0 ? gamma : 0)) ** 2;
  return sum;
}

/** phi + phi^2 + ... + phi^steps. */
const dampedSum = (phi: number, steps: number): number => (phi === 1 ? steps : (phi * (1 - phi ** steps)) / (1 - phi));

interface Start {
  readonly level: number;
  readonly trend: number;
  readonly season: number[];
  readonly start: number;
}

/** Points whose mean is the first level. */
const levelPoints = 3;

function startOf(values: Float64Array): Start {
  let [sum, n, i] = [0, 0, 0];
  for (; i < values.length && n < levelPoints; i += 1) if (Number.isFinite(values[i])) [sum, n] = [sum + values[i]!, n + 1];
  return { level: sum / n, trend: 0, season: [], start: i };
}

/** Level of the first period, its points' distances from it as the season, in the mean of the first two periods. */
function seasonalStart(values: Float64Array, period: number): Start {
  const mean = (from: number) => {
    const told = values.subarray(from, from + period).filter(Number.isFinite);
    return told.reduce((sum, value) => sum + value, 0) / told.length;
  };
  const [first, second] = [mean(0), mean(period)];
  const trend = (second - first) / period;
  const season = Array.from({ length: period }, (_, at) => {
    const middle = (period - 1) / 2;
    const both = [values[at]! - first - trend * (at - middle), values[at + period]! - second - trend * (at - middle)].filter(Number.isFinite);
    return both.length === 0 ? 0 : both.reduce((sum, each) => sum + each, 0) / both.length;
  });
  return { level: first + trend * ((period - 1) / 2), trend, season, start: period };
}
