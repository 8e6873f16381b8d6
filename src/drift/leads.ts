import { normalBelow, normalQuantile } from "../statistics/distributions.js";
import { leastSquares } from "./leastSquares.js";

/** How a KPI follows a signal, both over the same periods. */
export interface Lead {
  /** Periods after which it follows. */
  readonly lag: number;
  /** Correlation of what is new in both, `lag` apart, and an interval that holds it. */
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
  /** Change of the KPI for a change of one in the signal, beyond what its own last value says. */
  readonly effect: number;
  /** One-step forecasts of the KPI, each from what was known before: root mean squared errors by its own history, and with the signal. */
  readonly backtest: { readonly forecasts: number; readonly alone: number; readonly withSignal: number; /** Of a gain as great by chance (Clark and West 2007). */ readonly p: number };
}

/** Greatest probability, by chance, of a gain as great. */
const significance = 0.05;
/** Rows that a forecast is fitted to at least: five for each coefficient. */
const fewestRows = 15;
/** Forecasts that a backtest needs. */
const fewestForecasts = 10;

/**
 * The lag, of 1 to `mostLag`, at which the signal tells most of the KPI, or null where forecasts with it aren't better than those of the KPI's own history: then
 * it leads nowhere that can be shown. Each forecast chooses its lag anew from what was before it, so that the choice is tested too. NaN is a gap.
 */
export function leadOf(signal: Float64Array, kpi: Float64Array, { mostLag = 8, level = 0.9 }: { readonly mostLag?: number; readonly level?: number } = {}): Lead | null {
  const lags = Array.from({ length: mostLag }, (_, i) => i + 1);
  const past = backtest(signal, kpi, lags);
  if (past === null || past.withSignal >= past.alone || past.p > significance) return null;
  const chosen = bestLag(signal, kpi, lags, kpi.length);
  if (chosen === null) return null;
  return { lag: chosen.lag, ...crossCorrelation(signal, kpi, chosen.lag, level), effect: chosen.coefficients[2]!, backtest: past };
}

interface Rows {
  readonly rows: readonly (readonly number[])[];
  readonly values: Float64Array;
}

/** Regressors 1, the KPI before, the signal `lag` before; for the KPI's points before `to`. All lags use the same points, so that their errors compare. */
function rowsOf(signal: Float64Array, kpi: Float64Array, lag: number, lags: readonly number[], to: number): Rows {
  const rows: (readonly number[])[] = [];
  const values: number[] = [];
  for (let i = lags.at(-1)!; i < to; i += 1) {
    if (!Number.isFinite(kpi[i]) || !Number.isFinite(kpi[i - 1]) || lags.some((each) => !Number.isFinite(signal[i - each]))) continue;
    rows.push([1, kpi[i - 1]!, signal[i - lag]!]);
    values.push(kpi[i]!);
  }
  return { rows, values: Float64Array.from(values) };
}

interface LagFit {
  readonly lag: number;
  readonly coefficients: Float64Array;
  /** Of the KPI's own history alone. */
  readonly own: Float64Array;
}

function bestLag(signal: Float64Array, kpi: Float64Array, lags: readonly number[], to: number): LagFit | null {
  let [best, least] = [null as LagFit | null, Infinity];
  for (const lag of lags) {
    const { rows, values } = rowsOf(signal, kpi, lag, lags, to);
    if (rows.length < fewestRows) return null;
    const own = leastSquares(rows.map((row) => row.slice(0, 2)), values);
    const fit = leastSquares(rows, values);
    if (own === null || fit === null || fit.rss >= least) continue;
    [best, least] = [{ lag, coefficients: fit.coefficients, own: own.coefficients }, fit.rss];
  }
  return best;
}

function backtest(signal: Float64Array, kpi: Float64Array, lags: readonly number[]): Lead["backtest"] | null {
  let [forecasts, alone, withSignal, gains, squares] = [0, 0, 0, 0, 0];
  for (let i = lags.at(-1)! + fewestRows; i < kpi.length; i += 1) {
    const fit = bestLag(signal, kpi, lags, i);
    if (fit === null || !Number.isFinite(kpi[i]) || !Number.isFinite(kpi[i - 1]) || !Number.isFinite(signal[i - fit.lag])) continue;
    const own = fit.own[0]! + fit.own[1]! * kpi[i - 1]!;
    const both = fit.coefficients[0]! + fit.coefficients[1]! * kpi[i - 1]! + fit.coefficients[2]! * signal[i - fit.lag]!;
    // The larger model's own noise is taken off its error, which else hides that it is the true one (Clark and West 2007, equation 2.1).
    const gain = (kpi[i]! - own) ** 2 - (kpi[i]! - both) ** 2 + (own - both) ** 2;
    forecasts += 1;
    [alone, withSignal, gains, squares] = [alone + (kpi[i]! - own) ** 2, withSignal + (kpi[i]! - both) ** 2, gains + gain, squares + gain * gain];
  }
  if (forecasts < fewestForecasts) return null;
  const mean = gains / forecasts;
  const stdErr = Math.sqrt(Math.max(0, squares / forecasts - mean * mean) / (forecasts - 1));
  const p = stdErr > 0 ? 1 - normalBelow(mean / stdErr) : mean > 0 ? 0 : 1;
  return { forecasts, alone: Math.sqrt(alone / forecasts), withSignal: Math.sqrt(withSignal / forecasts), p };
}

/** Of both series' steps away from their own last values (pre-whitening, Box and Jenkins), with Bartlett's variance for what correlation is left in each, by Fisher's z. */
function crossCorrelation(signal: Float64Array, kpi: Float64Array, lag: number, level: number): Pick<Lead, "correlation" | "low" | "high"> {
  const [first, second] = [innovations(signal), innovations(kpi)];
  const pairs: (readonly [number, number])[] = [];
  for (let i = lag; i < kpi.length; i += 1) if (Number.isFinite(first[i - lag]) && Number.isFinite(second[i])) pairs.push([first[i - lag]!, second[i]!]);
  const correlation = correlationOf(pairs);
  const inflation = Math.max(1, bartlett(first, second, Math.floor(Math.sqrt(kpi.length))));
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(inflation / Math.max(1, pairs.length - 3));
  const z = Math.atanh(correlation);
  return { correlation, low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

/** What each point adds to the one before it, by least squares; NaN next to gaps. */
function innovations(values: Float64Array): Float64Array {
  const at = Array.from({ length: values.length }, (_, i) => i).filter((i) => i > 0 && Number.isFinite(values[i]) && Number.isFinite(values[i - 1]));
  const fit = leastSquares(at.map((i) => [1, values[i - 1]!]), Float64Array.from(at, (i) => values[i]!));
  const out = new Float64Array(values.length).fill(NaN);
  for (const i of at) out[i] = values[i]! - (fit === null ? 0 : fit.coefficients[0]! + fit.coefficients[1]! * values[i - 1]!);
  return out;
}

/** 1 + 2 sum r_x(k) r_y(k): by how much correlated neighbours widen the spread of a correlation (Bartlett 1946). */
function bartlett(first: Float64Array, second: Float64Array, most: number): number {
  let sum = 1;
  for (let k = 1; k <= most; k += 1) sum += 2 * lagged(first, k) * lagged(second, k);
  return sum;
}
const lagged = (values: Float64Array, k: number): number =>
  correlationOf(Array.from(values.subarray(k), (value, i) => [values[i]!, value] as const).filter(([before, after]) => Number.isFinite(before) && Number.isFinite(after)));

function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  const [x, y] = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + pair[at as 0 | 1], 0) / pairs.length) as [number, number];
  let [together, first, second] = [0, 0, 0];
  for (const [a, b] of pairs) [together, first, second] = [together + (a - x) * (b - y), first + (a - x) ** 2, second + (b - y) ** 2];
  return first > 0 && second > 0 ? together / Math.sqrt(first * second) : 0;
}
