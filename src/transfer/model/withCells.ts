import type { ScoreTable } from "../scoreTable.js";

/** A table with some of its cells only, by their places. */
export function withCells({ cells, ...table }: ScoreTable, places: ArrayLike<number>): ScoreTable {
  const numbers = (values: Float64Array): Float64Array => Float64Array.from(places, (at) => values[at]!);
  const indices = (values: Int32Array): Int32Array => Int32Array.from(places, (at) => values[at]!);
  return {
    ...table, cells: { columns: indices(cells.columns), subjects: indices(cells.subjects), values: numbers(cells.values), stdErrs: numbers(cells.stdErrs), apart: numbers(cells.apart) },
  };
}
