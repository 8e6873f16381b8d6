import type { ScoreTable } from "../scoreTable.js";

/** The cells of a table subject by subject: those of subject m are from `starts[m]` to below `starts[m + 1]`. */
export interface Rows {
  readonly subjects: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  readonly stdErr: Float64Array;
  /** What chance scores in each column, in points; null where nobody says. */
  readonly chance: readonly (number | null)[];
}

/** Of all cells, or of those that `isSeen` lets through. */
export function rowsOf({ columns, subjects, cells }: ScoreTable, isSeen: (cell: number) => boolean = () => true): Rows {
  const starts = new Int32Array(subjects.length + 1);
  const seen = Int32Array.from(cells.values.keys()).filter(isSeen);
  for (const cell of seen) starts[cells.subjects[cell]! + 1]! += 1;
  for (let m = 0; m < subjects.length; m += 1) starts[m + 1]! += starts[m]!;
  const next = starts.slice();
  const rows = {
    subjects: subjects.length, columns: columns.length, starts, column: new Int32Array(seen.length), value: new Float64Array(seen.length), stdErr: new Float64Array(seen.length),
    chance: columns.map(({ chance }) => chance),
  };
  for (const cell of seen) {
    const to = next[cells.subjects[cell]!]!++;
    rows.column[to] = cells.columns[cell]!;
    rows.value[to] = cells.values[cell]!;
    rows.stdErr[to] = cells.stdErrs[cell]!;
  }
  return rows;
}
