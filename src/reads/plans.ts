import type { OperationDefinitionNode } from "graphql";
import { Builder } from "./builder.js";
import type { Planning } from "./connection.js";
import type { Read } from "./cells.js";
import type { Planned } from "./statements.js";

/** A statement that serves all requests of one operation and one shape: each fills it with its own values. */
export interface Plan {
  readonly text: string;
  readonly read: Read;
  readonly builder: Builder;
}

/** Plans what `make` says, which gets everything but the values. */
export function plan(planning: Omit<Planning, "builder">, make: (planning: Planning) => Planned): Plan {
  const builder = new Builder();
  return { builder, ...make({ ...planning, builder }) };
}

/** Most plans that are kept of one operation. */
const mostKept = 64;
/** Longest name under which something is kept, in characters; a filter of hundreds of conditions is planned each time. */
const longestName = 4_000;

/**
 * What was made for an operation before, by its place in the document and the shape of the request; kept as long as the server
 * keeps the parsed document. Each operation keeps a bounded number: then it begins anew.
 */
export class Kept<T> {
  private readonly byOperation = new WeakMap<OperationDefinitionNode, Map<string, T>>();

  get(operation: OperationDefinitionNode, name: string, make: () => T): T {
    const own = this.byOperation.get(operation) ?? new Map<string, T>();
    this.byOperation.set(operation, own);
    const known = own.get(name);
    if (known !== undefined) return known;
    if (name.length > longestName) return make();
    if (own.size >= mostKept) own.clear();
    const made = make();
    own.set(name, made);
    return made;
  }
}
