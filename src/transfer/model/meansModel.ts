import type { Rows } from "./rows.js";

/** Task + model mean, the simplest guess that knows both: a column's mean, plus the mean of how far the subject's cells are from their columns' means. */
export interface MeansModel {
  readonly mean: number;
  /** Differences; 0 where there is no cell. */
  readonly column: Float64Array;
  readonly subject: Float64Array;
}

export function meansModel({ subjects, columns, starts, column, value }: Rows): MeansModel {
  const mean = value.reduce((sum, each) => sum + each, 0) / value.length;
  const byColumn = averaged(columns, (add) => value.forEach((each, i) => add(column[i]!, each - mean)));
  const bySubject = averaged(subjects, (add) => {
    for (let m = 0; m < subjects; m += 1) for (let i = starts[m]!; i < starts[m + 1]!; i += 1) add(m, value[i]! - mean - byColumn[column[i]!]!);
  });
  return { mean, column: byColumn, subject: bySubject };
}

function averaged(n: number, fill: (add: (at: number, value: number) => void) => void): Float64Array {
  const [sums, counts] = [new Float64Array(n), new Float64Array(n)];
  fill((at, value) => {
    sums[at]! += value;
    counts[at]! += 1;
  });
  return sums.map((sum, at) => (counts[at]! > 0 ? sum / counts[at]! : 0));
}
