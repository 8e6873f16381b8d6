import { shape } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import { commonFields } from "../entity/common.js";
import { isOutgoing, type Edge } from "../entity/edges.js";
import { endLabel } from "../entity/ends.js";
import type { Field } from "../entity/fields.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Arguments, Builder } from "./builder.js";
import { step } from "./pattern.js";
import { comparable } from "./stored.js";

/** A filter input as GraphQL coerced it: `{ title: { contains: "x" }, domains: { some: { ... } }, or: [...] }`. */
export type Filter = Readonly<Record<string, unknown>>;

/** How deep conditions over edges may nest; deeper ones are refused, as each level multiplies the work. */
export const deepestFilter = 6;

/** Where a filter stands: in the arguments of which field, and how it is reached in those of any request. */
export interface FilterPlace {
  readonly builder: Builder;
  readonly source: number;
  readonly at: (args: Arguments) => unknown;
  /** Takes patterns to match beside the nodes, where all conditions here must hold: Neo4j can begin at their other end then. */
  readonly matched?: string[] | undefined;
}

const below = ({ at, ...rest }: FilterPlace, name: string | number): FilterPlace => ({ ...rest, at: (args) => (at(args) as Arguments)[name] });
/** Where a condition may be false or unknown and the whole still hold. */
const apart = ({ matched: _matched, ...rest }: FilterPlace): FilterPlace => rest;

/**
 * The Cypher condition of a filter on nodes of a kind. What the viewer may not see counts as not there. The text depends on what the
 * filter names and nests; its values are parameters.
 */
export function conditionOf(catalogue: Catalogue, label: string, it: string, filter: Filter, place: FilterPlace, depth = 0): string {
  if (depth > deepestFilter) throw new Problem("BAD_INPUT", `The filter nests more than ${deepestFilter} levels deep; ask in two steps, or start from the other end.`);
  const { fields: own, edges } = shape(catalogue.entities, label);
  const fields: Readonly<Record<string, Field>> = { ...commonFields, ...own };
  const inner = (value: unknown, where: FilterPlace): string => conditionOf(catalogue, label, it, value as Filter, where, depth + 1);
  const each = (values: unknown, where: FilterPlace): readonly string[] => (values as readonly unknown[]).map((value, at) => inner(value, below(where, at)));
  const conditions = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined).map(([name, value]): string => {
    const here = below(place, name);
    if (name === "and") return joined(each(value, here), " AND ", "true");
    if (name === "or") return joined(each(value, apart(here)), " OR ", "false");
    if (name === "not") return `NOT coalesce(${inner(value, apart(here))}, false)`;
    const edge = edges[name];
    if (edge) return overEdge(name, edge, value as Filter, here);
    return joined(Object.entries(value as Filter).map(([operator, operand]) => compared(`${it}.${name}`, name, fields[name]!, operator, operand, below(here, operator))), " AND ", "true");
  });
  return joined(conditions, " AND ", "true");

  function overEdge(name: string, edge: Edge, value: Filter, here: FilterPlace): string {
    if (!edge.many) return here.matched && isOutgoing(edge) && !edge.options.ends ? joins(edge, value, here, here.matched) : exists(edge, value, here, (condition) => condition);
    const { some, none, every, ...rest } = value as { readonly some?: Filter | null; readonly none?: Filter | null; readonly every?: Filter | null };
    if (Object.keys(rest).length > 0) throw new Problem("BAD_INPUT", `${label}.${name} is a list; expected some, none or every.`);
    return joined([
      ...(some ? [exists(edge, some, below(here, "some"), (condition) => condition)] : []),
      ...(none ? [`NOT ${exists(edge, none, below(here, "none"), (condition) => condition)}`] : []),
      ...(every ? [`NOT ${exists(edge, every, below(here, "every"), (condition) => `NOT coalesce(${condition}, false)`)}`] : []),
    ], " AND ", "true");
  }

  /** Writers keep such an edge to one, and it doesn't end, so that there is one at any moment: nothing is matched twice. */
  function joins(edge: Edge, value: Filter, here: FilterPlace, matched: string[]): string {
    const { pattern, condition, inner: own } = reached(edge, value, here);
    matched.push(pattern);
    return `${condition} AND ${own}`;
  }

  function exists(edge: Edge, value: Filter, here: FilterPlace, asked: (condition: string) => string): string {
    const { pattern, condition, inner: own } = reached(edge, value, apart(here));
    return `EXISTS { MATCH ${pattern} WHERE ${condition} AND ${asked(own)} }`;
  }

  /** The step over an edge, and the condition on its end. */
  function reached(edge: Edge, value: Filter, here: FilterPlace) {
    const to = place.builder.variable();
    return { ...step(catalogue, label, edge, { from: it, link: `${to}r`, to }), inner: conditionOf(catalogue, endLabel(catalogue.entities, edge), to, value, here, depth + 1) };
  }
}

function compared(property: string, name: string, field: Field, operator: string, operand: unknown, { builder, source, at }: FilterPlace): string {
  if (operand === null || operand === undefined) throw new Problem("BAD_INPUT", `${name}.${operator} is null; expected a value, or isNull: true to find nodes without one.`);
  if (operator === "isNull") return `(${property} IS NULL) = ${builder.bind(source, at)}`;
  if (operator === "isEmpty") return `(size(coalesce(${property}, [])) = 0) = ${builder.bind(source, at)}`;
  const value = builder.bind(source, (args) => comparable(field, name === "key" ? normalised(at(args)) : at(args)));
  switch (operator) {
    case "notIn": return `NOT ${property} IN ${value}`;
    case "has": return `${value} IN coalesce(${property}, [])`;
    case "hasAny": return `any(each IN ${value} WHERE each IN coalesce(${property}, []))`;
    case "hasAll": return `all(each IN ${value} WHERE each IN coalesce(${property}, []))`;
    default: return `${property} ${symbols[operator]!} ${value}`;
  }
}

/** Keys are stored so (`entity/keys.ts`). */
const normalised = (operand: unknown): unknown => (Array.isArray(operand) ? operand.map(normalised) : normalKey(operand as string));

const symbols: Readonly<Record<string, string>> = {
  eq: "=", ne: "<>", in: "IN", lt: "<", lte: "<=", gt: ">", gte: ">=", contains: "CONTAINS", startsWith: "STARTS WITH",
};

const joined = (conditions: readonly string[], by: string, none: string): string =>
  conditions.length === 0 ? none : conditions.length === 1 ? conditions[0]! : `(${conditions.join(by)})`;
