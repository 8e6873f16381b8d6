import { usualStep } from "./cadence.js";
import { forecast } from "./forecast.js";
import { seriesOf, type Watched } from "./series.js";

/** What is to be expected of a period ahead, in the metric's unit; moments in epoch milliseconds. */
export interface ForecastPoint {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** Interval that is to hold it in nine of ten cases. */
  readonly low: number;
  readonly high: number;
}

const level = 0.9;
/** A forecast needs as many points. */
const fewest = 8;

/** The next periods of a signal after a moment, as far apart as the last ones; none where there are too few points. `season` in points; null without one. */
export function forecastOf(watched: Watched, at: number, steps: number, season: number | null): readonly ForecastPoint[] {
  const series = seriesOf(watched, at);
  if (series.points.length < fewest) return [];
  const { start, end } = series.points.at(-1)!;
  const step = usualStep(series.points.map(({ start: from }) => from));
  const { sign, isRate } = series;
  const inside = (value: number): number => (isRate ? Math.min(1, Math.max(0, value)) : value);
  return forecast(Float64Array.from(series.values, (value) => sign * value), { steps, level, period: season })
    .points.map(({ value, low, high }, i) => ({ start: start + (i + 1) * step, end: end + (i + 1) * step, value: inside(value), low: inside(low), high: inside(high) }));
}
