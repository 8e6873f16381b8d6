/** P(Z <= z) of a standard normal Z, to some 1e-15: by the incomplete gamma function. */
export function normalBelow(z: number): number {
  const tail = 0.5 * gammaTail(0.5, (z * z) / 2);
  return z > 0 ? 1 - tail : tail;
}

/** The z that a standard normal stays below with probability `p`, 0 < p < 1: Hastings's rational start (Abramowitz and Stegun 26.2.23), then Halley's steps, to some 1e-14. */
export function normalQuantile(p: number): number {
  const q = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(q));
  let z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  for (let step = 0; step < 3; step += 1) {
    const error = (normalBelow(-z) - q) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z += error / (1 - (z * error) / 2);
  }
  return p < 0.5 ? -z : z;
}

/** P(X > x) of a chi-squared X with `freedom` degrees of freedom. */
export const chiSquaredTail = (x: number, freedom: number): number => gammaTail(freedom / 2, Math.max(0, x) / 2);

/** P(F > f) of Fisher's F with `first` and `second` degrees of freedom. */
export const fTail = (f: number, first: number, second: number): number => (f <= 0 ? 1 : betaBelow(second / (second + first * f), second / 2, first / 2));

/** P(T <= t) of Student's t. */
export function studentBelow(t: number, freedom: number): number {
  const tail = 0.5 * betaBelow(freedom / (freedom + t * t), freedom / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** P(sqrt(n) D > x) for the distance D of Kolmogorov and Smirnov between continuous distributions, in the limit. */
export function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}

/** Upper incomplete gamma function, as a share of the whole: by its series below a + 1, else by its continued fraction (Press et al. 2007, section 6.2). */
function gammaTail(a: number, x: number): number {
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; Math.abs(term) > Math.abs(sum) * Number.EPSILON; n += 1) sum += term *= x / (a + n);
    return 1 - sum * scale;
  }
  return scale * fraction(x + 1 - a, (i) => [-i * (i - a), x + 2 * i + 1 - a]);
}

/** Regularised incomplete beta function (Press et al. 2007, section 6.4). */
function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return scale * fraction(1, (i) => {
    const m = i >> 1;
    return [i % 2 === 0 ? (m * (b - m) * x) / ((a + i - 1) * (a + i)) : (-(a + m) * (a + b + m) * x) / ((a + i - 1) * (a + i)), 1];
  });
}

/** 1 / (first + a1 / (b1 + a2 / (b2 + ...))), by the method of Lentz, as Thompson and Barnett (1986) changed it. */
function fraction(first: number, term: (i: number) => readonly [a: number, b: number]): number {
  const tiny = 1e-300;
  let d = 1 / first;
  let [c, value] = [1 / tiny, d];
  for (let i = 1; i < 10_000; i += 1) {
    const [a, b] = term(i);
    d = 1 / (Math.abs(a * d + b) < tiny ? tiny : a * d + b);
    c = Math.abs(b + a / c) < tiny ? tiny : b + a / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 4 * Number.EPSILON) break;
  }
  return value;
}

/** Lanczos's approximation with g = 7 and nine terms. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const sum = lanczos.reduce((total, each, i) => total + (i === 0 ? each : each / (x - 1 + i)), 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
