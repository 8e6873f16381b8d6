import { grouped } from "../../entity/grouped.js";
import { fit as fitAdditive } from "../additive.js";
import type { ScoreTable } from "../scoreTable.js";
import { fromAngular } from "./angular.js";
import { bestShare, judged, noComparison, type HiddenCell } from "./backtest.js";
import { inverse } from "../../statistics/cholesky.js";
import { cholesky } from "./cholesky.js";
import { columnKernel } from "./columnKernel.js";
import { columnState } from "./columnState.js";
import { estimate } from "./estimate.js";
import { fittedTable } from "./fittedTable.js";
import { fitGaussian } from "./gaussian.js";
import { holdouts } from "./holdouts.js";
import { meansModel } from "./meansModel.js";
import { rowsOf } from "./rows.js";
import { usualSettings, type FitSettings } from "./settings.js";
import { subjectKernel } from "./subjectKernel.js";
import { subjectState } from "./subjectState.js";
import { groupOf, type TransferModel } from "./transferModel.js";
import { withCells } from "./withCells.js";

/**
 * Learns how scores of a table hang together, with what the graph knows of its columns and subjects. It fits twice and more: first without
 * cells that it hides from itself, which tell how far off it is (calibration, backtest, the share of the additive model), then on all of them, with more sweeps.
 * `onProgress` is told the share that is done, 0 to 1.
 */
export function fitTransfer(table: ScoreTable, settings: Partial<FitSettings> = {}, onProgress: (share: number) => void = () => {}): TransferModel {
  const chosen = { ...usualSettings, ...settings };
  if (table.cells.values.length === 0) return uncalibrated(table, chosen);
  const sets = holdouts(table.cells, chosen.seed);
  const total = sets.length * chosen.trialSweeps + chosen.sweeps;
  const trial = { ...chosen, sweeps: chosen.trialSweeps };
  const tried = sets.flatMap((hidden, i) => outOfFit(table, hidden, trial, (done) => onProgress(((i + done) * chosen.trialSweeps) / total)));
  const share = bestShare(tried);
  const model = uncalibrated(table, chosen, (done) => onProgress(1 - ((1 - done) * chosen.sweeps) / total));
  return { ...model, share, ...judged(tried, share) };
}

function uncalibrated(table: ScoreTable, settings: FitSettings, onProgress: (share: number) => void = () => {}): TransferModel {
  const [columns, columnAt] = places(table.cells.columns, table.columns.length);
  const [subjects, subjectAt] = places(table.cells.subjects, table.subjects.length);
  const empty = { settings, table, columns, subjects, columnAt, subjectAt, share: 1, calibration: { conformity: {} }, backtest: { all: noComparison, groups: {} } };
  if (columns.length === 0) return { ...empty, gaussian: null, additive: null };
  const seen = fittedTable(empty);
  const precision = inverse(cholesky(subjectKernel(seen.subjects, settings.subjects).values, subjects.length), subjects.length);
  const [forColumns, forLevels] = [settings.columns, settings.levels].map((weights) => columnKernel(seen.columns, weights).values) as [Float64Array, Float64Array];
  const gaussian = fitGaussian(rowsOf(seen), { columns: forColumns, levels: forLevels, precision }, settings, onProgress);
  const { mean, task, subject } = fitAdditive({ tasks: seen.cells.columns, subjects: seen.cells.subjects, values: seen.cells.values, taskCount: columns.length, subjectCount: subjects.length });
  return { ...empty, gaussian, additive: { mean, column: task.effects, subject: subject.effects } };
}

function places(of: Int32Array, length: number): readonly [seen: Int32Array, at: Int32Array] {
  const seen = Int32Array.from(new Set(of)).sort();
  const at = new Int32Array(length).fill(-1);
  seen.forEach((place, i) => (at[place] = i));
  return [seen, at];
}

function outOfFit(table: ScoreTable, hidden: Int32Array, settings: FitSettings, onProgress: (share: number) => void): readonly HiddenCell[] {
  const isHidden = new Set(hidden);
  const kept = Int32Array.from(table.cells.values.keys()).filter((at) => !isHidden.has(at));
  if (kept.length === 0) return [];
  const { columns, subjects, values } = table.cells;
  const model = uncalibrated(withCells(table, kept), settings, onProgress);
  const means = meansModel(rowsOf(model.table));
  const additive = model.additive!;
  const columnStates = new Map(Array.from(new Set(hidden.map((at) => columns[at]!)), (at) => [at, columnState(model, at)]));
  return [...grouped(hidden, (at) => subjects[at]!)].flatMap(([at, cellsOfSubject]) => {
    const subject = subjectState(model, at);
    return cellsOfSubject.map((cell): HiddenCell => {
      const column = columnStates.get(columns[cell]!)!;
      return {
        ...estimate(model, subject, column), group: groupOf(subject.column.length, column.cells), column: columns[cell]!, range: column.range, subject: at, truth: values[cell]!,
        byMeans: means.mean + means.column[columns[cell]!]! + means.subject[at]!, byTaskMean: fromAngular(column.range, additive.mean + (additive.column[column.at] ?? 0)),
      };
    });
  });
}
