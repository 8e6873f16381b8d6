/** Probability that a standard normal value is below z (Abramowitz and Stegun 7.1.26: right to 1e-7). */
export function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
  return z < 0 ? tail / 2 : 1 - tail / 2;
}

/** The value that a standard normal one is below with this probability, over 0 and under 1; by bisection. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-farthest, farthest];
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
const farthest = 10;
