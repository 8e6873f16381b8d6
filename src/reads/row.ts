import type { Given } from "./builder.js";
import type { Cells, Values } from "./cells.js";

/** A node, a relationship's end or a page as the statement gave it; graphql-js reads it by response key. */
export class PlannedRow {
  /** `self` is there for nodes of which a field was asked that isn't planned, or that can be of several kinds: what resolvers of fields that aren't planned get. */
  constructor(
    readonly typename: string, private readonly cells: Cells, private readonly values: Values, private readonly given: Given, readonly self?: { readonly id: string },
  ) {}

  has(key: string): boolean {
    return this.cells.has(key);
  }

  get(key: string): unknown {
    return this.cells.get(key)!(this.values, this.given);
  }
}

/** Of a node: `Task_01H...` is a `Task`. */
export const labelOf = (id: string): string => id.slice(0, id.indexOf("_"));
