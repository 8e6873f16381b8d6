import { addRows, dot, solve } from "../../statistics/cholesky.js";
import { fromAngular, toAngular } from "./angular.js";
import { columnState, type ColumnState } from "./columnState.js";
import { derived } from "./derived.js";
import { expected } from "./estimate.js";
import { newRow } from "./kernel.js";
import type { Pair } from "./predictCells.js";
import { subjectState, type SubjectState } from "./subjectState.js";
import type { TransferModel } from "./transferModel.js";

/** What moved a prediction: a score of the same subject in another column, or what is expected of another subject in the same column. Places in the table. */
export interface Reason {
  /** The other column; null where it is the predicted one. */
  readonly column: number | null;
  /** The other subject; null where it is the predicted one. */
  readonly subject: number | null;
  /** In points: how far it moved the prediction, up or down. */
  readonly weight: number;
  /** How alike both are by what the graph knows, 0 to 1. */
  readonly kernel: number;
}

/** The strongest reasons first, at most so many; none where nothing was learnt. */
export function reasons(model: TransferModel, column: Pair["column"], subject: Pair["subject"], most: number): readonly Reason[] {
  if (model.gaussian === null) return [];
  const [ofColumn, ofSubject] = [columnState(model, column), subjectState(model, subject)];
  const { loading, kernels } = neighbours(model, ofSubject, subject);
  const found = [...bySubjects(model, ofColumn, loading, kernels), ...byColumns(model, ofColumn, ofSubject, loading, column)];
  const points = fromAngular(ofColumn.range, expected(model, ofSubject, ofColumn).mean);
  const inPoints = (weight: number) => points - fromAngular(ofColumn.range, toAngular(ofColumn.range, points) - weight);
  // First by what they come to before they are points: past an end of the range no point is left of some.
  return found.sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight)).map((reason) => ({ ...reason, weight: inPoints(reason.weight) }))
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight)).slice(0, most);
}

/** Weights of the other subjects in what is expected of this one before its own cells, and how alike they are. */
function neighbours(model: TransferModel, { at, loading }: SubjectState, subject: Pair["subject"]): { readonly loading: Float64Array; readonly kernels: Float64Array } {
  const { kernel, factor } = derived(model).subjects();
  const m = model.subjects.length;
  if (loading !== null) return { loading, kernels: newRow(kernel, typeof subject === "number" ? model.table.subjects[subject]! : subject) };
  const precision = solve(factor, m, new Float64Array(m).fill(1, at, at + 1));
  return { loading: precision.map((each, j) => (j === at ? 0 : -each / precision[at]!)), kernels: kernel.values.slice(at * m, (at + 1) * m) };
}

function bySubjects(model: TransferModel, column: ColumnState, loading: Float64Array, kernels: Float64Array): readonly Reason[] {
  const t = model.columns.length;
  const latent = model.gaussian!.latent;
  return Array.from(loading, (weight, j): Reason => {
    const latentOf = column.loading === null ? latent[j * t + column.at]! : dot(column.loading, 0, latent, j * t, t);
    return { column: null, subject: model.subjects[j]!, weight: model.share * column.spread * weight * latentOf, kernel: kernels[j]! };
  }).filter(({ weight }) => weight !== 0);
}

function byColumns(model: TransferModel, column: ColumnState, subject: SubjectState, loading: Float64Array, asked: Pair["column"]): readonly Reason[] {
  if (subject.at < 0) return [];
  const { rows, columns } = derived(model);
  const { level, spread, latent } = model.gaussian!;
  const t = model.columns.length;
  const prior = new Float64Array(t);
  addRows(prior, 0, loading, 0, latent, t, 0, model.subjects.length, t);
  const gains = solve(subject.factor, subject.column.length, Float64Array.from(subject.column, (c) => subject.own * column.covariances[c]!));
  const { kernel } = columns();
  const kernels = column.at < 0 ? newRow(kernel, typeof asked === "number" ? model.table.columns[asked]! : asked) : kernel.values.subarray(column.at * t, (column.at + 1) * t);
  return Array.from(subject.column, (c, k) => {
    const surprise = (rows.value[rows.starts[subject.at]! + k]! - level[c]!) / spread[c]! - prior[c]!;
    return { column: model.columns[c]!, subject: null, weight: model.share * column.spread * gains[k]! * surprise, kernel: kernels[c]! };
  });
}
