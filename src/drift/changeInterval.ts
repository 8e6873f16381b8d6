/** Where a change that is known to be there may have begun. */
export interface ChangeInterval {
  /** By index of the point that may be the first of the new regime: how likely it is; they sum to 1. */
  readonly weights: ReadonlyMap<number, number>;
  /** Indices of the first and the last point of the shortest stretch of starts that together have `level`. */
  readonly first: number;
  readonly last: number;
}

/** Starts so many points to both sides of the estimate are weighed. */
const reach = 12;

/**
 * Likelihood of each start of a shift of the mean between two levels with equal normal noise, near an estimate (index into `values`, 1 or more), as
 * weights of a flat prior (Smith 1975; the noise variance is profiled out). `level` is the credibility of the stretch, over 0 and under 1.
 */
export function changeInterval(values: Float64Array, estimate: number, level = 0.9): ChangeInterval {
  const n = values.length;
  const [low, high] = [Math.max(1, estimate - reach), Math.min(n - 1, estimate + reach)];
  const starts = Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
  if (starts.length === 0) return { weights: new Map([[estimate, 1]]), first: estimate, last: estimate };
  const logs = starts.map((at) => (-(n - 2) / 2) * Math.log(Math.max(squares(values, 0, at) + squares(values, at, n), Number.MIN_VALUE)));
  const most = Math.max(...logs);
  const raw = logs.map((log) => Math.exp(log - most));
  const total = raw.reduce((sum, each) => sum + each, 0);
  const weights = new Map(starts.map((at, i) => [at, raw[i]! / total]));
  return { weights, ...shortest(starts, raw.map((each) => each / total), level) };
}

/** Of values from an index to another, about their mean. */
function squares(values: Float64Array, from: number, to: number): number {
  let [sum, all] = [0, 0];
  for (let i = from; i < to; i += 1) [sum, all] = [sum + values[i]!, all + values[i]! ** 2];
  return Math.max(0, all - (sum * sum) / (to - from));
}

/** From the likeliest start on, whichever neighbour is likelier joins until there is enough. */
function shortest(starts: readonly number[], weights: readonly number[], level: number): Pick<ChangeInterval, "first" | "last"> {
  let from = weights.indexOf(Math.max(...weights));
  let to = from;
  for (let sum = weights[from]!; sum < level && (from > 0 || to < weights.length - 1);) {
    if ((weights[from - 1] ?? -1) >= (weights[to + 1] ?? -1)) sum += weights[(from -= 1)]!;
    else sum += weights[(to += 1)]!;
  }
  return { first: starts[from]!, last: starts[to]! };
}
