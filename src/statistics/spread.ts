/** Middle value, or the mean of the two middle ones; NaN of nothing. Leaves `values` as they are. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** What the median absolute deviation of normal values is to be multiplied by to be their standard deviation. */
const toNormal = 1.4826;

/** Standard deviation that outliers hardly move: median absolute deviation from `centre`, scaled to normal values. */
export function robustSd(values: Float64Array, centre = median(values)): number {
  const away = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) away[i] = Math.abs(values[i]! - centre);
  return toNormal * median(away);
}

/** Standard deviation of the noise about whatever slowly changes, changes of level included: from the differences of neighbours. 0 of fewer than two values. */
export function noiseSd(values: Float64Array): number {
  if (values.length < 2) return 0;
  const differences = values.subarray(1).map((value, i) => value - values[i]!);
  return robustSd(differences, 0) / Math.SQRT2;
}

/** Mean of the values from `from` to before `to`. */
export function meanOf(values: Float64Array, from = 0, to = values.length): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += values[i]!;
  return sum / (to - from);
}

/** Linear between the two nearest (type 7 of Hyndman and Fan 1996); `sorted` ascending, `share` from 0 to 1. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}
