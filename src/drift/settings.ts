import type { Settings } from "./cusum.js";
import { oneSidedLimits, rates, twoSidedLimits } from "./limits.js";

/**
 * What is the same for every rate, chosen by simulation to find shifts of 2 standard deviations soon and surely: a greater k is faster and misses more, a smaller clip
 * bears heavier tails, and of fewer points than twenty, correlation can't be told from a shift.
 */
export const tuning = { k: 0.6, clip: 2.5, warmUp: 20, recovery: 5 } as const;

/** Share of series of 100 points in control that may alarm, unless another is asked for. */
const usualFalseAlarms = 0.05;

/**
 * How to watch with so many false alarms per 100 points at most (a share, .002 to .2; others count as the nearest), one- or two-sided, whatever the noise: white, heavy-tailed
 * or correlated. h is read from simulations (limits.ts), between them by the rate's logarithm; a longer baseline needs a lower one.
 */
export function settingsFor(sides: 1 | 2, falseAlarms: number = usualFalseAlarms, warmUp: number = tuning.warmUp): Settings {
  const limits = sides === 2 ? twoSidedLimits : oneSidedLimits;
  const { h } = limits.findLast((each) => each.warmUp <= warmUp) ?? limits[0];
  const above = Math.max(1, rates.findIndex((rate) => rate >= falseAlarms));
  const [low, high] = [rates[above - 1]!, rates[above]!];
  const place = Math.min(1, Math.max(0, Math.log(Math.min(falseAlarms, rates.at(-1)!) / low) / Math.log(high / low)));
  return { ...tuning, warmUp, h: falseAlarms >= rates.at(-1)! ? h.at(-1)! : h[above - 1]! + place * (h[above]! - h[above - 1]!) };
}
