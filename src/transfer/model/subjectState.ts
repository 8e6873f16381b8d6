import type { SubjectFeatures } from "../scoreTable.js";
import { addRows, dot, forward, solve } from "../../statistics/cholesky.js";
import type { ColumnState } from "./columnState.js";
import { derived } from "./derived.js";
import { factorOf } from "./expectation.js";
import { newRow } from "./kernel.js";
import type { TransferModel } from "./transferModel.js";

/** A subject as predictions see it: what is expected of it in each column with cells, and how its cells narrow that down. */
export interface SubjectState {
  /** Its place among the subjects with cells; -1 of a new one. */
  readonly at: number;
  readonly latent: Float64Array;
  /** Its variance given the other subjects, and how much wider its cells scatter than they should. */
  readonly own: number;
  readonly inflation: number;
  /** Places of the columns of its cells, and the lower factor of these cells' covariance. */
  readonly column: Int32Array;
  readonly factor: Float64Array;
  /** Weights of the subjects with cells in what is expected of a new one. */
  readonly loading: Float64Array | null;
}

export function subjectState(model: TransferModel, subject: number | SubjectFeatures): SubjectState {
  const gaussian = model.gaussian!;
  const t = model.columns.length;
  const at = typeof subject === "number" ? model.subjectAt[subject]! : -1;
  if (at >= 0) {
    const { rows } = derived(model);
    const own = gaussian.own[at]!;
    const column = rows.column.subarray(rows.starts[at]!, rows.starts[at + 1]!);
    return { at, latent: gaussian.latent.subarray(at * t, (at + 1) * t), own, inflation: gaussian.inflation[at]!, column, factor: factorFor(model, at, () => factorOf(rows, at, gaussian, own)), loading: null };
  }
  const { kernel, factor } = derived(model).subjects();
  const m = model.subjects.length;
  const row = newRow(kernel, typeof subject === "number" ? model.table.subjects[subject]! : subject);
  const loading = solve(factor, m, row.slice());
  const latent = new Float64Array(t);
  addRows(latent, 0, loading, 0, gaussian.latent, t, 0, m, t);
  return { at, latent, own: Math.max(1 - dot(row, 0, loading, 0, m), leastOwn), inflation: 1, column: new Int32Array(0), factor: new Float64Array(0), loading };
}
/** Factors of subjects that were asked about lately: making one takes longer than all else of a prediction. */
const factors = new WeakMap<TransferModel, Map<number, Float64Array>>();
const mostBytes = 64e6;

function factorFor(model: TransferModel, at: number, make: () => Float64Array): Float64Array {
  const kept = factors.get(model) ?? new Map<number, Float64Array>();
  factors.set(model, kept);
  const factor = kept.get(at) ?? make();
  kept.delete(at);
  kept.set(at, factor);
  let bytes = [...kept.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  for (const [oldest, { byteLength }] of kept) {
    if (bytes <= mostBytes || oldest === at) break;
    kept.delete(oldest);
    bytes -= byteLength;
  }
  return factor;
}

/** A model that seems to be a copy of others is still another one. */
const leastOwn = 0.02;

/** What a column has in common with the subject's cells, whitened: products of two of these are what the cells take from a covariance. */
export function whitened({ column, factor, own }: SubjectState, { covariances }: ColumnState): Float64Array {
  return forward(factor, column.length, Float64Array.from(column, (c) => own * covariances[c]!));
}

/** Latent expectation of a column. */
export const expectation = ({ latent }: SubjectState, { at, loading }: ColumnState): number => (loading === null ? latent[at]! : dot(loading, 0, latent, 0, latent.length));

/** Latent variance of a column given the subject's cells, without noise. */
export function variance(subject: SubjectState, column: ColumnState, white: Float64Array = whitened(subject, column)): number {
  return Math.max(subject.own * (column.variance + column.rest) - dot(white, 0, white, 0, white.length), 0);
}
