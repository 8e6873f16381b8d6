import { Problem } from "../entity/problem.js";

/**
 * Most edges that one root field may follow, in its selection and in its filters together: each is a subquery of the statement,
 * and Neo4j's time to plan one grows faster than their number.
 */
export const mostEdges = 200;

/** Collects what a statement needs beside its text: names that don't clash, and values as parameters. */
export class Builder {
  readonly parameters: Record<string, unknown> = {};
  private variables = 0;
  private bound = 0;

  /** A new Cypher variable: one for the root, then one for each edge. @throws Problem BAD_INPUT for more edges than `mostEdges`. */
  variable(): string {
    if (this.variables > mostEdges)
      throw new Problem("BAD_INPUT", `The field follows more than ${mostEdges} edges, aliases, fragments and filters counted; ask for fewer, or in several requests.`);
    return `n${this.variables++}`;
  }

  /** The parameter that carries this value, as it is written in Cypher. */
  bind(value: unknown): string {
    const name = `p${this.bound++}`;
    this.parameters[name] = value;
    return `$${name}`;
  }
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
