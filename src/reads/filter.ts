import { shape } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import { commonFields } from "../entity/common.js";
import type { Edge } from "../entity/edges.js";
import { endLabel } from "../entity/ends.js";
import type { Field } from "../entity/fields.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Builder } from "./builder.js";
import { step } from "./pattern.js";
import { comparable } from "./stored.js";

/** A filter input as GraphQL coerced it: `{ title: { contains: "x" }, domains: { some: { ... } }, or: [...] }`. */
export type Filter = Readonly<Record<string, unknown>>;

/** How deep conditions over edges may nest; deeper ones are refused, as each level multiplies the work. */
export const deepestFilter = 6;

/** The Cypher condition of a filter on nodes of a kind. What the viewer may not see counts as not there. */
export function conditionOf(catalogue: Catalogue, label: string, it: string, filter: Filter, builder: Builder, depth = 0): string {
  if (depth > deepestFilter) throw new Problem("BAD_INPUT", `The filter nests more than ${deepestFilter} levels deep; ask in two steps, or start from the other end.`);
  const { fields: own, edges } = shape(catalogue.entities, label);
  const fields: Readonly<Record<string, Field>> = { ...commonFields, ...own };
  const inner = (value: unknown): string => conditionOf(catalogue, label, it, value as Filter, builder, depth + 1);
  const conditions = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined).map(([name, value]): string => {
    if (name === "and") return joined((value as unknown[]).map(inner), " AND ", "true");
    if (name === "or") return joined((value as unknown[]).map(inner), " OR ", "false");
    if (name === "not") return `NOT coalesce(${inner(value)}, false)`;
    const edge = edges[name];
    if (edge) return overEdge(name, edge, value as Filter);
    return joined(Object.entries(value as Filter).map(([operator, operand]) => compared(`${it}.${name}`, name, fields[name]!, operator, operand, builder)), " AND ", "true");
  });
  return joined(conditions, " AND ", "true");

  function overEdge(name: string, edge: Edge, value: Filter): string {
    if (!edge.many) return exists(edge, value, (condition) => condition);
    const { some, none, every, ...rest } = value as { readonly some?: Filter | null; readonly none?: Filter | null; readonly every?: Filter | null };
    if (Object.keys(rest).length > 0) throw new Problem("BAD_INPUT", `${label}.${name} is a list; expected some, none or every.`);
    return joined([
      ...(some ? [exists(edge, some, (condition) => condition)] : []),
      ...(none ? [`NOT ${exists(edge, none, (condition) => condition)}`] : []),
      ...(every ? [`NOT ${exists(edge, every, (condition) => `NOT coalesce(${condition}, false)`)}`] : []),
    ], " AND ", "true");
  }

  function exists(edge: Edge, value: Filter, asked: (condition: string) => string): string {
    const to = builder.variable();
    const { pattern, condition } = step(catalogue, label, edge, { from: it, link: `${to}r`, to });
    return `EXISTS { MATCH ${pattern} WHERE ${condition} AND ${asked(conditionOf(catalogue, endLabel(catalogue.entities, edge), to, value, builder, depth + 1))} }`;
  }
}

function compared(property: string, name: string, field: Field, operator: string, operand: unknown, builder: Builder): string {
  if (operand === null || operand === undefined) throw new Problem("BAD_INPUT", `${name}.${operator} is null; expected a value, or isNull: true to find nodes without one.`);
  if (operator === "isNull") return `(${property} IS NULL) = ${builder.bind(operand)}`;
  if (operator === "isEmpty") return `(size(coalesce(${property}, [])) = 0) = ${builder.bind(operand)}`;
  const value = builder.bind(comparable(field, name === "key" ? normalised(operand) : operand));
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
