import type { Reference } from "./reference.js";

/** Points of no correlation that the estimate is averaged with: from twenty points alone, .2 more or less is chance. */
const priorPoints = 50;
/** Greatest correlation that is taken for noise: beyond it, a series wanders, and wandering is what is looked for. */
const most = 0.7;
/** Standard deviations from the mean beyond which a point counts as this far. */
const clip = 2.5;

/**
 * Correlation of a point with the one before it, from 0 to .7, over the points before `to` that count: what the reference's spread leaves over of wild points, corrected
 * for the bias of short series (Kendall 1954: -(1 + 3 r) / n), and shrunk towards none. `slots` number the periods: only neighbours in time are paired.
 */
export function persistence(values: Float64Array, used: Uint8Array, slots: Int32Array, to: number, { mean, between, meanVariance, n }: Reference): number {
  const limit = clip * Math.sqrt(n * meanVariance > between ? n * meanVariance : between);
  const away = (i: number) => Math.max(-limit, Math.min(limit, values[i]! - mean));
  let [together, alone, count] = [0, 0, 0];
  for (let i = 0; i < to; i += 1) {
    if (!used[i]) continue;
    alone += away(i) ** 2;
    count += 1;
    if (i > 0 && used[i - 1] && slots[i]! - slots[i - 1]! === 1) together += away(i) * away(i - 1);
  }
  if (!(alone > 0)) return 0;
  const raw = together / alone;
  const unbiased = raw + (1 + 3 * raw) / count;
  return Math.max(0, Math.min(most, (unbiased * count) / (count + priorPoints)));
}
