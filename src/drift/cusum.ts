import { persistence } from "./persistence.js";
import { deviate, referenceOf, type Reference } from "./reference.js";

/** How a series is watched; `settingsFor` in settings.ts gives those of a wanted false-alarm rate. */
export interface Settings {
  /** Half the shift, in standard deviations, that the detector is tuned to. */
  readonly k: number;
  /** What the sum must exceed for an alarm. */
  readonly h: number;
  /** Greatest deviate that counts, so that one wild point doesn't alarm. */
  readonly clip: number;
  /** Points of a full reference; from `earliest` of it on the series is watched with a greater h. */
  readonly warmUp: number;
  /** Points after an alarm whose mean tells a recovery. */
  readonly recovery: number;
}

/** By index into the series. */
export interface Scan {
  readonly mode: "IN_CONTROL" | "SHIFTED";
  /** The last alarm, if ever. */
  readonly alarm: { readonly at: number; /** First point of the new regime. */ readonly changeAt: number; readonly recoveredAt: number | null } | null;
  /** The greater of the sums after the last point, as it compares with h: over it at an alarm. */
  readonly statistic: number;
  /** It after each point; 0 while the series is shifted. */
  readonly path: Float64Array;
  /** Correlation of neighbours that was allowed for at the last point. */
  readonly persistence: number;
  /** What the last points were compared with. */
  readonly reference: Reference;
  /** 1 for the points that made it. */
  readonly used: Uint8Array;
}

/** Newest points that aren't compared with while the sum is above 0: they may be the change, and would hide it. */
const lookback = 10;
/** Newest points that tell nothing of correlation: a shift that just began looks like it. */
const settling = 6;
/** What correlation adds to h, in h: what is left of it after the prediction is what wasn't estimated. */
const perCorrelation = 5;

/** What h is multiplied by while the reference isn't full: as much as limits.ts shows that fourteen points need in place of twenty. */
const early = 1.2;

/** The first point that is judged: seven tenths of a full reference are before it. The sums start anew once it is full, so that a poor start isn't carried on. */
export const earliest = ({ warmUp }: Settings): number => Math.ceil(0.7 * warmUp);

/**
 * Self-starting CUSUM (Hawkins 1987): each point is compared with those before it that are in control, which it then joins. What the point before says of it
 * is taken out, and h grows with it, so that correlated noise doesn't alarm. At an alarm the points since the change leave the reference;
 * the series has recovered when the mean of the points since then is back within k standard deviations. Greater values are harmful; `sides`
 * 2 watches both ways. `slots` number the periods that the points are for, gaps counted. Needs more points than `earliest`.
 */
export function scan(values: Float64Array, variances: Float64Array, sides: 1 | 2, settings: Settings, slots: Int32Array = Int32Array.from(values.keys())): Scan {
  const { k, clip, warmUp, recovery } = settings;
  const first = earliest(settings);
  const used = new Uint8Array(values.length).fill(1, 0, first);
  const sums = [new Sum(), new Sum()].slice(0, sides);
  const path = new Float64Array(values.length);
  let alarm: Scan["alarm"] = null;
  let [statistic, r, shifted] = [0, 0, false];
  for (let i = first; i < values.length; i += 1) {
    const isEarly = i < warmUp;
    if (i === warmUp) for (const sum of sums) sum.reset();
    const suspect = sums.filter(({ value }) => value > 0).map(({ since }) => since);
    const to = Math.max(Math.min(i, ...suspect), i - lookback, first);
    const reference = referenceOf(values, variances, used, 0, to);
    if (shifted) {
      const since = i - recovery + 1;
      if (since <= alarm!.at || !isBack(values, since, i, reference, sides, k)) continue;
      alarm = { ...alarm!, recoveredAt: since };
      shifted = false;
      used.fill(1, since, i + 1);
      statistic = 0;
      continue;
    }
    r = persistence(values, used, slots, Math.max(isEarly ? first : warmUp, Math.min(to, i - settling)), reference);
    const gap = slots[i]! - slots[i - 1]!;
    const z = deviate(reference, values[i]!, variances[i]!, r ** gap, used[i - 1] ? clipped(values[i - 1]! - reference.mean, reference, clip) : 0);
    for (const [side, sum] of sums.entries()) sum.add(Math.max(-clip, Math.min(clip, side === 0 ? z : -z)) - k, i);
    used[i] = 1;
    const highest = sums.reduce((a, b) => (b.value > a.value ? b : a));
    statistic = path[i] = highest.value / (1 + perCorrelation * r) / (isEarly ? early : 1);
    if (statistic <= settings.h) continue;
    used.fill(0, highest.since, i + 1);
    const changeAt = changeIn(values, highest.since, i, referenceOf(values, variances, used, 0, i).mean);
    used.fill(1, highest.since, changeAt);
    alarm = { at: i, changeAt, recoveredAt: null };
    shifted = true;
    for (const sum of sums) sum.reset();
  }
  return { mode: shifted ? "SHIFTED" : "IN_CONTROL", alarm, statistic, path, persistence: r, reference: referenceOf(values, variances, used, 0, values.length), used };
}

function clipped(away: number, { between, meanVariance, n }: Reference, clip: number): number {
  const limit = clip * Math.sqrt(Math.max(between, n * meanVariance));
  return Math.max(-limit, Math.min(limit, away));
}

/** The likeliest first point of a shift that was noticed at `to` (Pignatiello and Samuel 2001), not before the sum left 0. */
function changeIn(values: Float64Array, from: number, to: number, mean: number): number {
  let [best, most, sum] = [to, -Infinity, 0];
  for (let i = to; i >= from; i -= 1) {
    sum += values[i]! - mean;
    const likelihood = (sum * sum) / (to - i + 1);
    if (likelihood > most) [best, most] = [i, likelihood];
  }
  return best;
}

class Sum {
  value = 0;
  /** Where it last left 0. */
  since = 0;
  add(step: number, at: number): void {
    if (this.value === 0) this.since = at;
    this.value = Math.max(0, this.value + step);
  }
  reset(): void {
    this.value = 0;
  }
}

function isBack(values: Float64Array, from: number, to: number, { mean, between, meanVariance }: Reference, sides: 1 | 2, k: number): boolean {
  let sum = 0;
  for (let i = from; i <= to; i += 1) sum += values[i]!;
  const away = sum / (to - from + 1) - mean;
  return (sides === 1 ? away : Math.abs(away)) <= k * Math.sqrt(between > 0 ? between : meanVariance);
}
