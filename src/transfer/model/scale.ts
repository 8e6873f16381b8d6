import { cholesky, inverse, solve } from "./cholesky.js";
import type { Rows } from "./rows.js";

/** Columns' levels and spreads, with what they vary around: levels normally, spreads lognormally. */
export interface Scales {
  readonly level: Float64Array;
  readonly spread: Float64Array;
  readonly usual: Usual;
}
export interface Usual {
  readonly level: number;
  readonly levelVariance: number;
  readonly logSpread: number;
  readonly logSpreadVariance: number;
}

/** From means and standard deviations, shrunk towards the usual ones as if by one more score. */
export function startingScales({ columns, column, value }: Rows): Scales {
  const counts = new Float64Array(columns);
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let i = 0; i < value.length; i += 1) {
    counts[column[i]!]! += 1;
    means[column[i]!]! += value[i]!;
  }
  for (let c = 0; c < columns; c += 1) means[c]! /= Math.max(counts[c]!, 1);
  for (let i = 0; i < value.length; i += 1) squares[column[i]!]! += (value[i]! - means[column[i]!]!) ** 2;
  const at = [...counts.keys()];
  const some = at.filter((c) => counts[c]! > 0);
  const many = at.filter((c) => counts[c]! > 2 && squares[c]! > 0);
  const [level, levelVariance] = moments(some.map((c) => means[c]!));
  const overall = Math.max(Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / Math.max(value.length - some.length, 1)), Math.sqrt(levelVariance) * leastSpread, Number.EPSILON);
  const [logSpread, found] = moments(many.length > 2 ? many.map((c) => Math.log(Math.max(Math.sqrt(squares[c]! / (counts[c]! - 1)), overall * leastSpread))) : [Math.log(overall)]);
  const usual = { level, levelVariance: Math.max(levelVariance, overall ** 2), logSpread, logSpreadVariance: Math.max(found, leastLogVariance) };
  return {
    usual,
    level: means.map((mean, c) => (counts[c]! * mean + level) / (counts[c]! + 1)),
    spread: squares.map((sum, c) => Math.sqrt((sum + 2 * Math.exp(2 * logSpread)) / (Math.max(counts[c]! - 1, 0) + 2))),
  };
}
/** Least share of the usual spread that a column may have. */
const leastSpread = 0.02;
/** Spreads are believed to differ by a quarter at least. */
const leastLogVariance = 0.0625;

/** What the cells say of levels and spreads: slopes and information of the marginal likelihood. */
export interface ScaleSlopes {
  /** Columns x columns: sum of the inverses of the subjects' covariances. */
  readonly plain: Float64Array;
  readonly pull: Float64Array;
  readonly stretch: Float64Array;
  readonly information: Float64Array;
}

/** One scoring step, in place; `shape` is the inverse of the kernel that says which columns' levels and spreads are alike. Returns the levels' variances. */
export function stepScales({ level, spread, usual }: Scales, { plain, pull, stretch, information }: ScaleSlopes, shape: Float64Array): Float64Array {
  const t = level.length;
  const hessian = shape.map((each, at) => each / usual.levelVariance + plain[at]! / (spread[Math.floor(at / t)]! * spread[at % t]!));
  const offsets = times(shape, Float64Array.from(level, (each) => each - usual.level));
  const factor = cholesky(hessian, t);
  const moved = solve(factor, t, pull.map((each, c) => each / spread[c]! - offsets[c]! / usual.levelVariance));
  const bent = shape.map((each) => each / usual.logSpreadVariance);
  for (let c = 0; c < t; c += 1) bent[c * t + c]! += information[c]!;
  const logs = times(shape, spread.map((each) => Math.log(each) - usual.logSpread));
  const stretched = solve(cholesky(bent, t), t, stretch.map((each, c) => each - logs[c]! / usual.logSpreadVariance));
  for (let c = 0; c < t; c += 1) {
    level[c]! += moved[c]!;
    spread[c]! *= Math.exp(Math.min(Math.max(stretched[c]!, -mostStretch), mostStretch));
  }
  const covariance = inverse(factor, t);
  return level.map((_, c) => covariance[c * t + c]!);
}
/** The likelihood is far from quadratic in a spread further off than this. */
const mostStretch = 0.5;

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const t = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < t; j += 1) sum += matrix[i * t + j]! * vector[j]!;
    return sum;
  });
}

function moments(values: readonly number[]): readonly [mean: number, variance: number] {
  const mean = values.reduce((sum, each) => sum + each, 0) / Math.max(values.length, 1);
  return [mean, values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(values.length - 1, 1)];
}
