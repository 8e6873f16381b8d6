import { getArgumentValues, Kind, type ValueNode } from "graphql";
import { Problem } from "../entity/problem.js";
import type { Selected } from "./selection.js";

/** Coerced arguments of one field. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a request fills a plan with: the arguments of each field that the plan took any from, in the order of planning. */
export type Given = readonly Arguments[];

/** How a value is read from the arguments of the field that it belongs to. */
export type FromArguments = (args: Arguments) => unknown;

/**
 * Most edges that one root field may follow, in its selection and in its filters together: each is a subquery of the statement,
 * and Neo4j's time to plan one grows faster than their number.
 */
export const mostEdges = 200;

/**
 * Collects what a statement needs beside its text: names that don't clash, and how its parameters are read from arguments. A plan
 * outlives the request that it was made for, so that it holds no value of one: only what the document itself fixes is kept.
 */
export class Builder {
  private readonly sources: { readonly selected: Selected; readonly fixed: Arguments | undefined }[] = [];
  private readonly parameters: { readonly name: string; readonly source: number; readonly read: FromArguments }[] = [];
  private variables = 0;

  /** A new Cypher variable: one for the root, then one for each edge. @throws Problem BAD_INPUT for more edges than `mostEdges`. */
  variable(): string {
    if (this.variables > mostEdges)
      throw new Problem("BAD_INPUT", `The field follows more than ${mostEdges} edges, aliases, fragments and filters counted; ask for fewer, or in several requests.`);
    return `n${this.variables++}`;
  }

  /** The place in `Given` of a field's arguments. */
  source(selected: Selected): number {
    const isFixed = !(selected.nodes[0]?.arguments ?? []).some(({ value }) => hasVariable(value));
    return this.sources.push({ selected, fixed: isFixed ? selected.args : undefined }) - 1;
  }

  /** The parameter that carries a value of these arguments, as it is written in Cypher. */
  bind(source: number, read: FromArguments): string {
    const name = `p${this.parameters.length}`;
    this.parameters.push({ name, source, read });
    return `$${name}`;
  }

  /** The arguments that a request gives, by the values of its variables; throws what graphql-js throws for those that don't fit. */
  given(variableValues: Readonly<Record<string, unknown>>): Given {
    return this.sources.map(({ selected: { field, nodes }, fixed }) => fixed ?? getArgumentValues(field!, nodes[0]!, variableValues));
  }

  /** The statement's parameters for a request. @throws Problem BAD_INPUT for a value that doesn't fit, such as a foreign cursor. */
  filled(given: Given): Record<string, unknown> {
    const parameters: Record<string, unknown> = {};
    for (const { name, source, read } of this.parameters) parameters[name] = read(given[source]!);
    return parameters;
  }
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value));
}

/** The columns of a positional row; an expression that is there already is used again. */
export class Columns {
  private readonly places = new Map<string, number>();

  /** The expression's place in the row. */
  place(expression: string): number {
    const known = this.places.get(expression);
    if (known !== undefined) return known;
    this.places.set(expression, this.places.size);
    return this.places.size - 1;
  }

  /** The row as Cypher's list. */
  get text(): string {
    return `[${[...this.places.keys()].join(", ")}]`;
  }
}
