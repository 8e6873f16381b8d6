import type { ColumnFeatures, Range } from "../scoreTable.js";
import { addRows, dot, solve } from "../../statistics/cholesky.js";
import { toAngular } from "./angular.js";
import { derived, type Factored } from "./derived.js";
import { newRow } from "./kernel.js";
import { aboveUsual } from "./scale.js";
import type { TransferModel } from "./transferModel.js";

/** A column as predictions see it: a weighted sum of the columns with cells, plus what is its own. */
export interface ColumnState {
  /** Its place among the columns with cells; -1 of a new one. */
  readonly at: number;
  /** Weights of the columns with cells; null where it is one of them. */
  readonly loading: Float64Array | null;
  /** Its latent covariances with the columns with cells. */
  readonly covariances: Float64Array;
  /** Its latent variance by these, and what is its own. */
  readonly variance: number;
  readonly rest: number;
  /** On the angular scale (`angular.ts`). */
  readonly level: number;
  readonly levelVariance: number;
  readonly spread: number;
  /** Cells. */
  readonly cells: number;
  readonly range: Range | null;
}

/** A new column has the expectation of a Gaussian process over columns: the fixed point of the fit's EM for a column without cells. */
export function columnState(model: TransferModel, column: number | ColumnFeatures): ColumnState {
  const gaussian = model.gaussian!;
  const t = model.columns.length;
  const at = typeof column === "number" ? model.columnAt[column]! : -1;
  const features = typeof column === "number" ? model.table.columns[column]! : column;
  if (at >= 0) {
    const covariances = gaussian.covariance.slice(at * t, (at + 1) * t);
    const [level, levelVariance, spread] = [gaussian.level[at]!, gaussian.levelVariance[at]!, gaussian.spread[at]!];
    return { at, loading: null, covariances, variance: covariances[at]!, rest: 0, level, levelVariance, spread, cells: derived(model).ofColumn[at]!, range: features.range };
  }
  const { columns, levels } = derived(model);
  const { loading, rest } = loadingOf(columns(), features);
  const covariances = new Float64Array(t);
  addRows(covariances, 0, loading, 0, gaussian.covariance, t, 0, t, t);
  const scales = loadingOf(levels(), features);
  const { level, chance, levelVariance, logSpread } = gaussian.usual;
  const weighted = (of: (c: number) => number) => scales.loading.reduce((sum, each, c) => sum + each * of(c), 0);
  return {
    at, loading, covariances, variance: dot(loading, 0, covariances, 0, t), rest, cells: 0, range: features.range,
    level: level + aboveUsual(features.chance === null ? null : toAngular(features.range, features.chance), chance) + weighted((c) => gaussian.level[c]! - gaussian.anchor[c]!), levelVariance: scales.rest * levelVariance,
    spread: Math.exp(logSpread + weighted((c) => Math.log(gaussian.spread[c]!) - logSpread)),
  };
}

/** Weights of the columns with cells in what is expected of a new one, and what is its own. */
function loadingOf({ kernel, factor }: Factored<ColumnFeatures>, features: ColumnFeatures): { readonly loading: Float64Array; readonly rest: number } {
  const row = newRow(kernel, features);
  const loading = solve(factor, row.length, row.slice());
  return { loading, rest: Math.max(1 - dot(row, 0, loading, 0, row.length), 0) };
}
