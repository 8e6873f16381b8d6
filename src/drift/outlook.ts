import { oneSided, scan, twoSided, type Settings } from "./cusum.js";
import { referenceOf } from "./reference.js";
import { lagOne, seriesOf, whitened, type Watched } from "./series.js";

export type State = "STABLE" | "WATCH" | "DRIFTING" | "RECOVERED" | "UNKNOWN";

/** What a state rests on. */
export interface Evidence {
  /** Points looked at: since the newest baseline, with the newest definition. */
  readonly points: number;
  readonly begins: "FIRST_POINT" | "BASELINE" | "NEW_DEFINITION";
  /** Points that made the baseline, their mean and standard deviation in the metric's unit; null where there are too few. */
  readonly baselinePoints: number;
  readonly baselineMean: number | null;
  readonly baselineSd: number | null;
  /** Correlation of a point with the one before it that was taken out; 0 where it was small. */
  readonly lagOne: number;
  /** The sum that alarms above `h`. */
  readonly statistic: number;
  readonly settings: Settings;
}

export interface Outlook {
  readonly state: State;
  /** Why it is UNKNOWN, or why a change that was found is only watched. */
  readonly reason: string | null;
  /** Epoch milliseconds: estimated start of the last change found. */
  readonly changePoint: number | null;
  /** Epoch milliseconds: end of the period that showed the state. */
  readonly since: number | null;
  /** Since the change point, in standard deviations of the baseline: positive is worse; of a metric with a target, upwards. */
  readonly effect: number | null;
  /** The same in the metric's unit, positive upwards. */
  readonly change: number | null;
  readonly evidence: Evidence;
}

/** Correlation above which it is taken out; below, removing it would cost more than it does harm. */
const muchCorrelation = 0.2;
/** Points that the correlation is estimated on: those that are most surely in control. */
const correlationPoints = 20;
/** Points in control after which a recovery is past. */
const recoveredFor = 20;
/** Share of `h` from which a sum is watched. */
const watchShare = 0.5;

/** What has become of a signal at a moment (epoch milliseconds). `threshold`: the smallest change that matters, in the metric's unit. */
export function outlook(watched: Watched, threshold: number | null, at: number): Outlook {
  const series = seriesOf(watched, at);
  const { points, values, variances, sides, sign } = series;
  const settings = sides === 2 ? twoSided : oneSided;
  const none = { changePoint: null, effect: null, change: null };
  const evidence = { points: points.length, begins: series.begins, baselinePoints: 0, baselineMean: null, baselineSd: null, lagOne: 0, statistic: 0, settings };
  if (points.length <= settings.warmUp)
    return { state: "UNKNOWN", reason: `There are ${points.length} points to compare; more than ${settings.warmUp} are needed.`, since: null, ...none, evidence };
  const r = lagOne(values, Math.min(correlationPoints, points.length));
  const white = r > muchCorrelation ? whitened(values, variances, r) : { values, variances };
  const found = scan(white.values, white.variances, sides, settings);
  const { alarm, mode } = found;
  const baseline = referenceOf(values, variances, found.used, 0, points.length);
  const sd = spread(values, found.used, baseline.mean);
  const moved = alarm && meanOf(values, alarm.changeAt, alarm.recoveredAt ?? points.length) - baseline.mean;
  const facts = {
    changePoint: alarm && points[alarm.changeAt]!.start, effect: moved && sd > 0 ? moved / sd : null, change: moved && sign * moved,
    evidence: { ...evidence, baselinePoints: baseline.n, baselineMean: sign * baseline.mean, baselineSd: sd, lagOne: r > muchCorrelation ? r : 0, statistic: found.statistic },
  };
  const last = points.at(-1)!.end;
  if (mode === "SHIFTED" && threshold !== null && Math.abs(moved!) < threshold)
    return { state: "WATCH", reason: `The change is smaller than ${threshold}, the smallest that matters.`, since: points[alarm!.at]!.end, ...facts };
  if (mode === "SHIFTED") return { state: "DRIFTING", reason: null, since: points[alarm!.at]!.end, ...facts };
  if (found.statistic > watchShare * settings.h) return { state: "WATCH", reason: "The sum is over half of what alarms.", since: last, ...facts };
  if (alarm?.recoveredAt != null && points.length - alarm.recoveredAt < recoveredFor)
    return { state: "RECOVERED", reason: null, since: points[alarm.recoveredAt]!.end, ...facts };
  return { state: "STABLE", reason: null, since: alarm?.recoveredAt == null ? points[0]!.start : points[alarm.recoveredAt]!.end, ...facts, ...none };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += values[i]!;
  return sum / (to - from);
}

function spread(values: Float64Array, used: Uint8Array, mean: number): number {
  let [sum, n] = [0, 0];
  for (let i = 0; i < values.length; i += 1) if (used[i]) [sum, n] = [sum + (values[i]! - mean) ** 2, n + 1];
  return Math.sqrt(sum / (n - 1));
}
