import { meanOf, noiseSd } from "../statistics/spread.js";

/** What it costs to describe a stretch of a series, `from` to before `to`, by one level or one straight line. */
export interface SegmentCost {
  /** Twice the negative log-likelihood of Gaussian noise with its own variance, as far as stretches differ in it; a line pays for its slope. */
  cost(from: number, to: number): number;
  /** What the cheaper of level and line leaves over, by point. */
  residuals(from: number, to: number): Float64Array;
}

/** Share of the variance of the whole series' noise below which a stretch counts as no quieter: else chance finds quiet stretches of three points. */
const quietest = 0.3;
/** The same as a share of the series' variance, for series that mostly stand still. */
const stillest = 1e-4;
/** A line's slope is worth it when the log-likelihood gains more than this many times ln n over twos. */
const slopePenalty = 2;

/** In constant time per stretch, by running sums. Null where nothing varies. */
export function segmentCost(series: Float64Array): SegmentCost | null {
  const n = series.length;
  const mean = meanOf(series);
  const sd = Math.sqrt(meanOf(series.map((value) => (value - mean) ** 2)));
  if (!(sd > Math.abs(mean) * Number.EPSILON * n)) return null;
  const values = series.map((value) => (value - mean) / sd);
  const time = (i: number) => (i - n / 2) / n;
  const [sums, products, squares] = [new Float64Array(n + 1), new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let i = 0; i < n; i += 1) {
    sums[i + 1] = sums[i]! + values[i]!;
    products[i + 1] = products[i]! + time(i) * values[i]!;
    squares[i + 1] = squares[i]! + values[i]! ** 2;
  }
  const floor = Math.max(quietest * noiseSd(values) ** 2, stillest);
  const slopeCost = slopePenalty * Math.log(n);
  const fit = (from: number, to: number) => {
    const count = to - from;
    const sum = sums[to]! - sums[from]!;
    const aboutLevel = Math.max(0, squares[to]! - squares[from]! - (sum * sum) / count);
    const middle = time((from + to - 1) / 2);
    const together = products[to]! - products[from]! - middle * sum;
    const alone = (count * (count * count - 1)) / 12 / (n * n);
    const slope = alone > 0 ? together / alone : 0;
    const level = count * Math.log(aboutLevel / count + floor);
    const line = count * Math.log(Math.max(0, aboutLevel - slope * together) / count + floor) + slopeCost;
    return { level: sum / count, slope: line < level ? slope : 0, middle, cost: Math.min(level, line) };
  };
  return {
    cost: (from, to) => fit(from, to).cost,
    residuals: (from, to) => {
      const { level, slope, middle } = fit(from, to);
      return values.slice(from, to).map((value, i) => value - level - slope * (time(from + i) - middle));
    },
  };
}
