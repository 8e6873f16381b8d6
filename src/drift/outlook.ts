import { earliest, scan, type Settings } from "./cusum.js";
import { referenceOf } from "./reference.js";
import { deseasoned, seasonOf, type Season } from "./season.js";
import { seriesOf, type Series, type Watched } from "./series.js";
import { settingsFor } from "./settings.js";
import { meanOf } from "../statistics/spread.js";

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
  /** Correlation of a point with the one before it that was allowed for. */
  readonly lagOne: number;
  /** Length of the season that was taken out, in points; null where none was found. */
  readonly season: number | null;
  /**
   * Whether a season may hide in it or look like a change: fewer than two periods of what points this far apart commonly have, or no
   * regular spacing. Then no rate of false alarms holds.
   */
  readonly seasonUnknown: boolean;
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

/** Points in control after which a recovery is past. */
const recoveredFor = 20;
/** Share of `h` from which a sum is watched. */
const watchShare = 0.5;

/**
 * What has become of a signal at a moment (epoch milliseconds). `threshold`: the smallest change that matters, in the metric's unit. `falseAlarms`: the share of
 * 100-point stretches in control that may alarm. A season is taken out once two periods of it are there; a trend is a change.
 */
export function outlook(watched: Watched, threshold: number | null, at: number, falseAlarms?: number): Outlook {
  const series = seriesOf(watched, at);
  const { points, variances, sides, sign, cadence } = series;
  const season = seasonIn(series);
  const values = season === null ? series.values : deseasoned(series.values, season, cadence.slots);
  const settings = settingsFor(sides, falseAlarms);
  const none = { changePoint: null, effect: null, change: null };
  const evidence = {
    points: points.length, begins: series.begins, baselinePoints: 0, baselineMean: null, baselineSd: null, lagOne: 0,
    season: season?.period ?? null, seasonUnknown: isSeasonUnknown(series), statistic: 0, settings,
  };
  if (points.length <= earliest(settings))
    return { state: "UNKNOWN", reason: `There are ${points.length} points to compare; more than ${earliest(settings)} are needed.`, since: null, ...none, evidence };
  const found = scan(values, variances, sides, settings, cadence.slots);
  const { alarm, mode } = found;
  const baseline = referenceOf(values, variances, found.used, 0, points.length);
  const sd = spread(values, found.used, baseline.mean);
  const moved = alarm && meanOf(values, alarm.changeAt, alarm.recoveredAt ?? points.length) - baseline.mean;
  const facts = {
    changePoint: alarm && points[alarm.changeAt]!.start, effect: moved && sd > 0 ? moved / sd : null, change: moved && sign * moved,
    evidence: { ...evidence, baselinePoints: baseline.n, baselineMean: sign * baseline.mean, baselineSd: sd, lagOne: found.persistence, statistic: found.statistic },
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

const seasonIn = ({ values, cadence }: Series): Season | null => (cadence.periods.length === 0 ? null : seasonOf(values, cadence.slots, cadence.periods));

function isSeasonUnknown({ cadence: { slots, periods, isRegular } }: Series): boolean {
  const span = slots.length === 0 ? 0 : slots.at(-1)! - slots[0]! + 1;
  return slots.length > 0 && (!isRegular || periods.some((period) => span < 2 * period));
}

function spread(values: Float64Array, used: Uint8Array, mean: number): number {
  let [sum, n] = [0, 0];
  for (let i = 0; i < values.length; i += 1) if (used[i]) [sum, n] = [sum + (values[i]! - mean) ** 2, n + 1];
  return Math.sqrt(sum / (n - 1));
}
