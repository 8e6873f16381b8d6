import { grouped } from "../../entity/grouped.js";
import { normalBelow } from "../../statistics/distributions.js";
import type { ColumnFeatures, Range, SubjectFeatures } from "../scoreTable.js";
import { fromAngular, sdInPoints, toAngular } from "./angular.js";
import { conformalFactor, deviationFactor } from "./calibration.js";
import { columnState, type ColumnState } from "./columnState.js";
import { derived } from "./derived.js";
import { estimate } from "./estimate.js";
import { subjectState, type SubjectState } from "./subjectState.js";
import { groupOf, type Group, type TransferModel } from "./transferModel.js";

/** Places in the model's table, or the features of what isn't in it. */
export interface Pair {
  readonly column: number | ColumnFeatures;
  readonly subject: number | SubjectFeatures;
}

/** What a score is expected to be, in points. */
export interface CellPrediction {
  /** The score that a new one is as likely to be above as below; null where the table has no score at all. */
  readonly mean: number | null;
  /** The wanted interval of a new score; null where too little is known for one. */
  readonly low: number | null;
  readonly high: number | null;
  /** Standard deviation of a new score, calibrated; null where too little is known for one. */
  readonly sd: number | null;
  /** Mean and standard deviation on the angular scale (`angular.ts`), on which a new score is normal; null like `sd`. */
  readonly normal: Normal | null;
  /** The score that is there, null where there is none. */
  readonly observed: number | null;
  readonly support: Support;
  /** Whether scores left out of the fit don't show for pairs like this that the model is better than the task's mean and than task + model mean. */
  readonly noBetterThanMean: boolean;
}

export interface Normal {
  readonly mean: number;
  readonly sd: number;
}

/** Cells of the subject and of the column, and the group of pairs by whose errors the interval is set. */
export interface Support {
  readonly ofSubject: number;
  readonly ofColumn: number;
  readonly group: Group;
}

/** Predictions in the order of the pairs; `interval` is the probability that an interval holds a new score, above 0 and below 1. Pairs of one subject share its factor. */
export function predictCells(model: TransferModel, pairs: readonly Pair[], interval: number): readonly CellPrediction[] {
  if (model.gaussian === null) return pairs.map(() => unknown);
  const columns = new Map<Pair["column"], ColumnState>();
  for (const { column } of pairs) if (!columns.has(column)) columns.set(column, columnState(model, column));
  const predictions = new Array<CellPrediction>(pairs.length);
  for (const [subject, places] of grouped(pairs.keys(), (at) => pairs[at]!.subject)) {
    const state = subjectState(model, subject);
    for (const at of places) predictions[at] = predicted(model, state, columns.get(pairs[at]!.column)!, interval);
  }
  return predictions;
}

const unknown: CellPrediction = {
  mean: null, low: null, high: null, sd: null, normal: null, observed: null, support: { ofSubject: 0, ofColumn: 0, group: groupOf(0, 0) }, noBetterThanMean: true,
};

function predicted(model: TransferModel, subject: SubjectState, column: ColumnState, interval: number): CellPrediction {
  const { mean, sd } = estimate(model, subject, column);
  const group = groupOf(subject.column.length, column.cells);
  const [half, typical] = [conformalFactor(model.calibration, group, interval), deviationFactor(model.calibration, group)];
  const { range } = column;
  const points = (deviations: number) => fromAngular(range, mean + deviations * sd);
  return {
    mean: points(0), low: half === null ? null : points(-half), high: half === null ? null : points(half),
    sd: typical === null ? null : sdInPoints(range, mean, typical * sd), normal: typical === null ? null : { mean, sd: typical * sd },
    observed: observedIn(model, subject, column), support: { ofSubject: subject.column.length, ofColumn: column.cells, group }, noBetterThanMean: isNoBetter(model, group),
  };
}

/** Probability of a new score below so many points, by its prediction. */
export function probabilityBelow(range: Range | null, { mean, sd }: Normal, points: number): number {
  if (range !== null && (points <= range[0] || points > range[1])) return Number(points > range[0]);
  const from = toAngular(range, points) - mean;
  return sd === 0 ? Number(from > 0) : normalBelow(from / sd);
}

function observedIn(model: TransferModel, subject: SubjectState, column: ColumnState): number | null {
  const k = column.at < 0 ? -1 : subject.column.indexOf(column.at);
  const { rows } = derived(model);
  return k < 0 ? null : model.table.cells.values[rows.cell[rows.starts[subject.at]! + k]!]!;
}

function isNoBetter({ backtest }: TransferModel, group: Group): boolean {
  const { model, means, taskMean } = backtest.groups[group] ?? backtest.all;
  return model.rmse === null || model.rmse >= clearlyBetter * Math.min(means.rmse!, taskMean.rmse!);
}
/** A smaller gain than this is taken for chance. */
const clearlyBetter = 0.98;
