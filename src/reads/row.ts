/** Where a planned field stands in its row and how its value is read. */
export type Cell = (values: readonly unknown[]) => unknown;

/** What was planned of one type at one place: its response keys, each with its cell. */
export type Cells = ReadonlyMap<string, Cell>;

/** Reads a node, or a relationship with its end, from the row that it stands in. */
export type ReadRow = (values: readonly unknown[]) => PlannedRow;

/** A node, a relationship's end or a page as the statement gave it; graphql-js reads it by response key. */
export class PlannedRow {
  /** `self` is there for nodes: what resolvers of fields that aren't planned get. */
  constructor(readonly typename: string, private readonly cells: Cells, private readonly values: readonly unknown[], readonly self?: { readonly id: string }) {}

  has(key: string): boolean {
    return this.cells.has(key);
  }

  get(key: string): unknown {
    return this.cells.get(key)!(this.values);
  }
}

/** Of a node: `Task_01H...` is a `Task`. */
export const labelOf = (id: string): string => id.slice(0, id.indexOf("_"));
