import { median, noiseSd, robustSd } from "../statistics/spread.js";

/** Points on either side that a point is compared with: with fewer, three wild ones in a row are the rule. */
const neighbours = 5;
/** Standard deviations from their median beyond which a point is moved to this distance. */
const most = 3;

/**
 * Points that lie far from their neighbours, moved to where they are just far (Hampel's filter, which clips and doesn't replace). Steps and slopes stay:
 * the median of the eleven moves with them. The spread is that of the eleven, or of the whole series' noise where that is greater.
 */
export function outliersClipped(values: Float64Array): Float64Array {
  const noise = noiseSd(values);
  if (noise === 0) return values;
  return values.map((value, i) => {
    const near = values.subarray(Math.max(0, i - neighbours), i + neighbours + 1);
    const middle = median(near);
    const limit = most * Math.max(robustSd(near, middle), noise);
    return Math.min(middle + limit, Math.max(middle - limit, value));
  });
}
