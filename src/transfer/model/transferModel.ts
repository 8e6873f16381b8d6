import type { Additive } from "../additive.js";
import type { Quality } from "../measures.js";
import type { ScoreTable } from "../scoreTable.js";
import type { Gaussian } from "./expectation.js";
import type { FitSettings } from "./settings.js";

/** What was learnt from a table: plain data that doesn't change. */
export interface TransferModel {
  readonly settings: FitSettings;
  readonly table: ScoreTable;
  /** Places in the table of the columns and the subjects with cells, and for each place in the table its place among these, or -1. */
  readonly columns: Int32Array;
  readonly subjects: Int32Array;
  readonly columnAt: Int32Array;
  readonly subjectAt: Int32Array;
  /** Over the columns and the subjects with cells, in their order; null where the table has no cell. */
  readonly gaussian: Gaussian | null;
  readonly additive: AdditiveEffects | null;
  /** Share of the Gaussian in a prediction, 0 to 1; the rest is the additive model's. Found on cells left out. */
  readonly share: number;
  readonly calibration: Calibration;
  readonly backtest: Backtest;
}

/** What of the additive model predicts, over the columns and the subjects with cells. */
export interface AdditiveEffects extends Pick<Additive, "mean"> {
  readonly column: Float64Array;
  readonly subject: Float64Array;
}

/** How much was known of a side of a pair: no cell, 1 to 4, 5 to 20, or more. */
export type Known = "NONE" | "FEW" | "SOME" | "MANY";
export type Group = `${Known}_OF_SUBJECT_${Known}_OF_COLUMN`;
export const [mostFew, mostSome] = [4, 20];
const knownBy = (cells: number): Known => (cells === 0 ? "NONE" : cells <= mostFew ? "FEW" : cells <= mostSome ? "SOME" : "MANY");
/** Whether so little was known of a side of a group that its cells are off together. */
export const isSparse = { column: (group: Group): boolean => /(NONE|FEW)_OF_COLUMN$/.test(group), subject: (group: Group): boolean => /^(NONE|FEW)_OF_SUBJECT/.test(group) };
export const groupOf = (ofSubject: number, ofColumn: number): Group => `${knownBy(ofSubject)}_OF_SUBJECT_${knownBy(ofColumn)}_OF_COLUMN`;

/** How far hidden cells were from what was predicted, by group. */
export interface Calibration {
  readonly conformity: Readonly<Partial<Record<Group, Conformity>>>;
}
export interface Conformity {
  /** In predicted standard deviations, from the least. */
  readonly distances: Float64Array;
  /** How many columns, or subjects, they are of: where little was known of one, its cells are off together. */
  readonly clusters: number;
}

/** How the fit did on cells that it hid from itself. */
export interface Backtest {
  readonly all: Compared;
  readonly groups: Readonly<Partial<Record<Group, Compared>>>;
}
export interface Compared {
  readonly model: Quality;
  /** Of task + model mean on the same cells, and of the task's mean alone, shrunk towards that of all; without intervals. */
  readonly means: Quality;
  readonly taskMean: Quality;
}
