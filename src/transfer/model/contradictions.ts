import { derived } from "./derived.js";
import { keptBy } from "./kernelPart.js";
import { usualNoises } from "./noises.js";
import type { TransferModel } from "./transferModel.js";

/** What contradicts a score: repeats of it, or all others, which lead one to expect a score more than `mostSurprise` standard deviations off. */
export type Contradiction = "REPEATS" | "OTHERS";

export interface Contradictions {
  /** By cell of the table. */
  readonly of: ReadonlyMap<number, Contradiction>;
  /** How many, by place of the column, and of the subject, in the table. */
  readonly ofColumn: Int32Array;
  readonly ofSubject: Int32Array;
}

/** The scores that a model believes less than they say of themselves. */
export const contradictions = keptBy((model: TransferModel): Contradictions => {
  const { table: { cells, columns, subjects }, gaussian, settings } = model;
  const of = new Map<number, Contradiction>();
  const [ofColumn, ofSubject] = [new Int32Array(columns.length), new Int32Array(subjects.length)];
  if (gaussian === null) return { of, ofColumn, ofSubject };
  const { rows } = derived(model);
  const usual = usualNoises(rows, gaussian, settings.noise);
  for (const [row, cell] of rows.cell.entries()) {
    const isDoubted = gaussian.noises[row]! > usual[row]! * rounding;
    if (!isDoubted && cells.apart[cell] === 0) continue;
    of.set(cell, isDoubted ? "OTHERS" : "REPEATS");
    ofColumn[cells.columns[cell]!]! += 1;
    ofSubject[cells.subjects[cell]!]! += 1;
  }
  return { of, ofColumn, ofSubject };
});
/** A stored model keeps noises in single precision. */
const rounding = 1.0001;
