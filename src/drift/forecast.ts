import { Problem } from "../entity/problem.js";
import { normalQuantile } from "../statistics/distributions.js";
import { ahead, smoothed, varianceAhead, type Smoothing } from "./smoothing.js";
import { quantile } from "../statistics/spread.js";

export interface Forecast {
  /** One for each point ahead, in the unit of the values: low and high are to hold it with probability `level`. */
  readonly points: readonly { readonly value: number; readonly low: number; readonly high: number }[];
  readonly model: Smoothing;
  /** Standard deviation of the errors one point ahead. */
  readonly sd: number;
  /** One-step forecasts made in the past and how many their interval held, each from what was known before it; null where they are too few. */
  readonly backtest: { readonly forecasts: number; readonly held: number } | null;
}

/** Fewest points that aren't gaps. */
const fewest = 8;
/** One-step forecasts that a backtest needs to say anything, and the newest that it makes: each is fitted anew, so that a thousand points took seconds. */
const fewestBacktests = 10;
const mostBacktests = 60;
/** Smoothing weights and dampings that are tried; errors hardly change between them. */
const alphas = [0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95];
const betas = [0, 0.05, 0.15, 0.4];
const phis = [0.8, 0.9, 0.98];
const gammas = [0.05, 0.2, 0.5];
/** What a trend or a season that moves has to gain in n ln(error) over two, for each weight more (AIC). */
const perWeight = 2;

/**
 * Damped Holt, or Holt and Winters' additive method with a `period` of which two are there. Weights are those of the least squared error
 * one point ahead, with a penalty for each that isn't at rest (AIC). The interval is the model's, with Student's factor for the points that it was
 * fitted to, and wider by the ratio that the backtest shows where its errors were larger than the fit's. @throws Problem BAD_INPUT.
 */
export function forecast(values: Float64Array, { steps, level = 0.9, period = null }: { readonly steps: number; readonly level?: number; readonly period?: number | null }): Forecast {
  const told = values.filter(Number.isFinite).length;
  if (told < fewest) throw new Problem("BAD_INPUT", `There are ${told} points; a forecast needs ${fewest} or more. Record more of them.`);
  const seasonal = period !== null && values.length >= 2 * period && told >= 2 * period ? period : null;
  const { model, sd } = best(values, seasonal);
  const z = normalQuantile((1 + level) / 2);
  const past = backtest(values, seasonal, z);
  const widening = past === null ? 1 : Math.max(1, past.ratio);
  const state = smoothed(values, model);
  const points = Array.from({ length: steps }, (_, i) => {
    const value = ahead(state, model, i + 1);
    const half = z * widening * sd * Math.sqrt(varianceAhead(model, i + 1) * (1 + 1 / told));
    return { value, low: value - half, high: value + half };
  });
  return { points, model, sd, backtest: past && { forecasts: past.forecasts, held: past.held } };
}

interface Fitted {
  readonly model: Smoothing;
  readonly sd: number;
}

function best(values: Float64Array, period: number | null): Fitted {
  let [found, least] = [null as Fitted | null, Infinity];
  const missing = values.map((value) => (Number.isFinite(value) ? 0 : 1));
  for (const alpha of alphas) {
    for (const beta of betas) {
      for (const phi of beta === 0 ? [0.9] : phis) {
        for (const gamma of period === null ? [0] : gammas) {
          const model = { alpha, beta, phi, gamma, period };
          const { errors, start } = smoothed(values, model);
          let n = 0;
          for (let i = start; i < values.length; i += 1) n += 1 - missing[i]!;
          let squares = 0;
          for (const error of errors) squares += error * error;
          const weights = 1 + (beta === 0 ? 0 : 2);
          const criterion = n * Math.log(squares / n + Number.MIN_VALUE) + perWeight * weights;
          if (criterion < least) [found, least] = [{ model, sd: Math.sqrt(squares / Math.max(1, n - weights)) }, criterion];
        }
      }
    }
  }
  return found!;
}

/** One-step forecasts of the last third, of sixty points at most, each fitted to what was there before: how many the interval held, and how much wider it should have been. */
function backtest(values: Float64Array, period: number | null, z: number): { readonly forecasts: number; readonly held: number; readonly ratio: number } | null {
  const from = Math.max(2 * fewest, 2 * (period ?? 0), Math.floor((2 * values.length) / 3), values.length - mostBacktests);
  const deviates: number[] = [];
  for (let i = from; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) continue;
    const before = values.subarray(0, i);
    const { model, sd } = best(before, period);
    const error = Math.abs(values[i]! - ahead(smoothed(before, model), model, 1));
    deviates.push(sd > 0 ? error / sd : error > 0 ? Infinity : 0);
  }
  if (deviates.length < fewestBacktests) return null;
  const sorted = Float64Array.from(deviates).sort();
  return { forecasts: sorted.length, held: sorted.filter((each) => each <= z).length, ratio: quantile(sorted, 0.5) / normalQuantile(0.75) };
}
