import { Sensitivity } from "../entity/common.js";
import type { Field } from "../entity/fields.js";
import { instant, int, isoOf } from "../graph/values.js";

/** How a field's value stands in the graph, and back. */
export interface Stored {
  /** The Cypher expression that reads it from a node or relationship. */
  readonly expression: string;
  /** What the API says for a value of the expression that isn't null; the value itself unless given. */
  readonly decode?: (value: never) => unknown;
}

/** The column of a field: `sensitivity` is kept as its rank, moments as datetimes, JSON as text, lists never as null. */
export function stored(it: string, name: string, field: Field): Stored {
  if (name === "name") return { expression: `coalesce(${it}.title, ${it}.key)` };
  const property = `${it}.${name}`;
  if (field.values === Sensitivity) return { expression: property, decode: wordOf };
  if (field.list) return { expression: `coalesce(${property}, [])` };
  if (field.kind === "instant") return { expression: `${property}.epochMillis`, decode: isoOf };
  if (field.kind === "json") return { expression: property, decode: parsed };
  return { expression: property };
}

/** A value that the API takes, as Cypher compares it. */
export function comparable(field: Field, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => comparable(field, each));
  if (field.values === Sensitivity) return int(ranks.indexOf(value as string));
  if (field.kind === "instant") return instant(value as string);
  if (field.kind === "int" || field.kind === "long") return int(value as number);
  return value;
}

const ranks = Object.keys(Sensitivity.values);
const wordOf = (rank: number): string | undefined => ranks[rank];
const parsed = (text: string): unknown => JSON.parse(text);
