// Detectors to compare with, each a function of a series and the number of its baseline points that gives a statistic after each point:
// the greater, the likelier a shift upwards. What it is compared with for an alarm is tuned for all alike. Written for this comparison, from the papers.
import { scan } from "../../dist/drift/cusum.js";
import { settingsFor } from "../../dist/drift/settings.js";

export const own = "self-starting CUSUM";

export const contenders = {
  [own]: (values, baseline) => scan(values, new Float64Array(values.length), 1, { ...settingsFor(1), h: Infinity }).path.map((each, i) => (i < baseline ? 0 : each)),
  /** Page 1954, Hinkley 1971: the sum of what lies above the running mean by half a standard deviation or more, above its least value. */
  "Page-Hinkley": (values, baseline) => {
    const { mean, sd } = start(values, baseline);
    let [sum, least, running] = [0, 0, mean];
    return values.map((value, i) => {
      if (i < baseline) return 0;
      running += (value - running) / (i + 1);
      sum += (value - running) / sd - 0.5;
      least = Math.min(least, sum);
      return sum - least;
    });
  },
  /** Roberts 1959, with a weight of .2. */
  EWMA: (values, baseline) => {
    const { mean, sd } = start(values, baseline);
    let smooth = 0;
    return values.map((value, i) => (i < baseline ? 0 : (smooth += 0.2 * ((value - mean) / sd - smooth))));
  },
  /** Shewhart 1931: each point alone. */
  Shewhart: (values, baseline) => {
    const { mean, sd } = start(values, baseline);
    return values.map((value, i) => (i < baseline ? 0 : (value - mean) / sd));
  },
  /**
   * Bifet and Gavalda 2007, equation 3.1, by all cuts into parts of at least five points: the ln(2 / delta') at which the second part's mean would be
   * above the first's by just the bound. Values are scaled so that six standard deviations are 1, as the bound is for values from 0 to 1.
   */
  ADWIN: (values, baseline) => {
    const { mean, sd } = start(values, baseline);
    const sums = [[0, 0]];
    for (const value of values) {
      const scaled = (value - mean) / (6 * sd);
      sums.push([sums.at(-1)[0] + scaled, sums.at(-1)[1] + scaled * scaled]);
    }
    return values.map((_, i) => {
      if (i < baseline) return 0;
      const n = i + 1;
      const variance = sums[n][1] / n - (sums[n][0] / n) ** 2;
      let most = 0;
      for (let cut = 5; cut <= n - 5; cut += 1) {
        const apart = (sums[n][0] - sums[cut][0]) / (n - cut) - sums[cut][0] / cut;
        if (apart <= 0) continue;
        const harmonic = 1 / (1 / cut + 1 / (n - cut));
        const [a, b] = [2 / (3 * harmonic), Math.sqrt((2 * variance) / harmonic)];
        most = Math.max(most, ((-b + Math.sqrt(b * b + 4 * a * apart)) / (2 * a)) ** 2);
      }
      return most;
    });
  },
  /** Raab, Heusinger and Schleif 2020: the newest ten points against all before them by Kolmogorov and Smirnov's distance, here one-sided. */
  KSWIN: (values, baseline) => values.map((_, i) => {
    const window = 10;
    if (i < baseline || i < 2 * window) return 0;
    const [before, newest] = [values.slice(0, i - window + 1).sort(), values.slice(i - window + 1, i + 1).sort()];
    let most = 0;
    for (const [rank, value] of newest.entries()) {
      const below = lower(before, value);
      most = Math.max(most, below / before.length - rank / newest.length);
    }
    return most * Math.sqrt((before.length * newest.length) / (before.length + newest.length));
  }),
};

function start(values, baseline) {
  const some = values.subarray(0, baseline);
  const mean = some.reduce((sum, value) => sum + value, 0) / baseline;
  return { mean, sd: Math.sqrt(some.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (baseline - 1)) };
}

/** How many of the sorted values are below. */
function lower(sorted, value) {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
