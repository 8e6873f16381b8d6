import type { ScoreTable } from "../scoreTable.js";
import { angularTable } from "./angular.js";
import type { TransferModel } from "./transferModel.js";

/** What a model is fitted to, and predicts from: its table's columns and subjects with cells alone, places among these, on the angular scale. */
export function fittedTable({ table, columns, subjects, columnAt, subjectAt }: Pick<TransferModel, "table" | "columns" | "subjects" | "columnAt" | "subjectAt">): ScoreTable {
  return angularTable({
    columns: Array.from(columns, (at) => table.columns[at]!), subjects: Array.from(subjects, (at) => table.subjects[at]!),
    cells: { ...table.cells, columns: table.cells.columns.map((at) => columnAt[at]!), subjects: table.cells.subjects.map((at) => subjectAt[at]!) },
  });
}
