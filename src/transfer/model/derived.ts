import type { ColumnFeatures, SubjectFeatures } from "../scoreTable.js";
import { cholesky } from "./cholesky.js";
import { columnKernel } from "./columnKernel.js";
import { fittedTable } from "./fittedTable.js";
import type { Kernel } from "./kernel.js";
import { rowsOf, type Rows } from "./rows.js";
import { subjectKernel } from "./subjectKernel.js";
import type { TransferModel } from "./transferModel.js";

/** What predictions need of a model and can be made again from it: kept as long as the model is. */
export interface Derived {
  /** Cells over the columns and the subjects with cells, on the angular scale. */
  readonly rows: Rows;
  /** Cells of each column with cells. */
  readonly ofColumn: Int32Array;
  /** Kernels over what has cells, with their factors: those of what is new are never needed before. */
  readonly columns: () => Factored<ColumnFeatures>;
  readonly levels: () => Factored<ColumnFeatures>;
  readonly subjects: () => Factored<SubjectFeatures>;
}
export interface Factored<Features> {
  readonly kernel: Kernel<Features>;
  /** Lower triangle. */
  readonly factor: Float64Array;
}

const kept = new WeakMap<TransferModel, Derived>();

export function derived(model: TransferModel): Derived {
  const made = kept.get(model) ?? derive(model);
  kept.set(model, made);
  return made;
}

function derive(model: TransferModel): Derived {
  const table = fittedTable(model);
  const rows = rowsOf(table);
  const ofColumn = new Int32Array(table.columns.length);
  for (const column of rows.column) ofColumn[column]! += 1;
  return {
    rows, ofColumn,
    columns: once(() => factored(columnKernel(table.columns, model.settings.columns))),
    levels: once(() => factored(columnKernel(table.columns, model.settings.levels))),
    subjects: once(() => factored(subjectKernel(table.subjects, model.settings.subjects))),
  };
}

const factored = <Features>(kernel: Kernel<Features>): Factored<Features> => ({ kernel, factor: cholesky(kernel.values.slice(), kernel.items.length) });

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
