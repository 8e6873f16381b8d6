import { dot } from "../../statistics/cholesky.js";
import { columnState, type ColumnState } from "./columnState.js";
import { derived } from "./derived.js";
import { termsBetween } from "./kernel.js";
import type { Pair } from "./predictCells.js";
import type { TransferModel } from "./transferModel.js";

/** How alike two tasks are. */
export interface Similarity {
  /** Correlation that the fit learnt between scores in both, over models, -1 to 1: what predictions use; of tasks without scores what features lead one to expect. */
  readonly correlation: number;
  /** What the graph alone leads one to expect, 0 to 1, and what each of its reasons brings to that. */
  readonly expected: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
}

/** Of places in the table or features of new tasks; null where the table has no score. */
export function similarity(model: TransferModel, a: Pair["column"], b: Pair["column"]): Similarity | null {
  if (model.gaussian === null) return null;
  const [one, other] = [a, b].map((each) => (typeof each === "number" ? model.table.columns[each]! : each)) as [Exclude<typeof a, number>, Exclude<typeof b, number>];
  const parts = termsBetween(derived(model).columns().kernel, one, other);
  const [first, second] = [columnState(model, a), columnState(model, b)];
  const correlation = a === b ? 1 : covarianceOf(first, second) / Math.sqrt((first.variance + first.rest) * (second.variance + second.rest));
  return { correlation, expected: a === b ? 1 : parts.reduce((sum, { value }) => sum + value, 0), parts };
}

/** Latent covariance of two different columns over subjects. */
export const covarianceOf = (one: ColumnState, other: ColumnState): number =>
  (other.loading === null ? one.covariances[other.at]! : dot(one.covariances, 0, other.loading, 0, other.loading.length));
