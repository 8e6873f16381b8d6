import type { ScoreTable } from "../scoreTable.js";

/** The cells of a table subject by subject: those of subject m are from `starts[m]` to below `starts[m + 1]`. */
export interface Rows {
  readonly subjects: number;
  readonly columns: number;
  readonly starts: Int32Array;
  /** Places of the cells in the table. */
  readonly cell: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  readonly stdErr: Float64Array;
  /** What chance scores in each column; null where nobody says. */
  readonly chance: readonly (number | null)[];
}

export function rowsOf({ columns, subjects, cells }: ScoreTable): Rows {
  const n = cells.values.length;
  const starts = new Int32Array(subjects.length + 1);
  for (const subject of cells.subjects) starts[subject + 1]! += 1;
  for (let m = 0; m < subjects.length; m += 1) starts[m + 1]! += starts[m]!;
  const next = starts.slice();
  const rows = {
    subjects: subjects.length, columns: columns.length, starts, cell: new Int32Array(n), column: new Int32Array(n), value: new Float64Array(n), stdErr: new Float64Array(n),
    chance: columns.map(({ chance }) => chance),
  };
  for (let cell = 0; cell < n; cell += 1) {
    const to = next[cells.subjects[cell]!]!++;
    rows.cell[to] = cell;
    rows.column[to] = cells.columns[cell]!;
    rows.value[to] = cells.values[cell]!;
    rows.stdErr[to] = cells.stdErrs[cell]!;
  }
  return rows;
}
