import { shape } from "../entity/abstract.js";
import { commonFields } from "../entity/common.js";
import type { Entities } from "../entity/ends.js";
import type { Field } from "../entity/fields.js";
import { Problem } from "../entity/problem.js";
import { int } from "../graph/values.js";
import type { Builder } from "./builder.js";
import { readCursor, type Order } from "./cursor.js";
import type { Filter } from "./filter.js";

/** Arguments of a page as GraphQL coerced them. */
export interface PageArguments {
  readonly workspace?: string | null;
  readonly filter?: Filter | null;
  readonly orderBy?: readonly { readonly field: string; readonly direction?: "ASC" | "DESC" | null }[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Nodes on a page unless `first` or `last` says otherwise. */
export const defaultPage = 50;
/** Most nodes on one page. */
export const longestPage = 1000;

/** Which nodes of a list a page holds: by what they are sorted, from where, how many, and in which direction they are read. */
export interface Page {
  readonly order: readonly Order[];
  readonly size: number;
  /** Read from the end: the rows come in reverse and are turned. */
  readonly backward: boolean;
  readonly cursor: readonly unknown[] | undefined;
}

/** Checks the arguments; a cursor must be one of this list and this order. `ties` is how many ids come after the sorted values. */
export function pageOf(entities: Entities, label: string, { orderBy, first, after, last, before }: PageArguments, ties: number): Page {
  if ((first ?? after) != null && (last ?? before) != null) throw new Problem("BAD_INPUT", "A page has first and after, or last and before; give one pair.");
  const backward = (last ?? before) != null;
  const size = (backward ? last : first) ?? defaultPage;
  if (size < 0 || size > longestPage) throw new Problem("BAD_INPUT", `${backward ? "last" : "first"} is ${size}; expected 0 to ${longestPage}. Ask for more with after.`);
  const order = orderOf(entities, label, orderBy ?? []);
  const cursor = backward ? before : after;
  return { order, size, backward, cursor: cursor == null ? undefined : readCursor(cursor, label, order, ties) };
}

/** `KEY` is `key`; without an order of its own a list is sorted by key. */
function orderOf(entities: Entities, label: string, orderBy: NonNullable<PageArguments["orderBy"]>): readonly Order[] {
  const fields: Readonly<Record<string, Field>> = { ...commonFields, ...shape(entities, label).fields };
  const asked = orderBy.map(({ field, direction }): Order => {
    const name = field.toLowerCase().replace(/_[a-z]/g, (letter) => letter[1]!.toUpperCase());
    return { name, field: fields[name]!, descending: direction === "DESC" };
  });
  const twice = asked.find(({ name }, at) => asked.findIndex((other) => other.name === name) !== at);
  if (twice) throw new Problem("BAD_INPUT", `orderBy names ${twice.name} twice; name each field once.`);
  return asked.length > 0 ? asked : [{ name: "key", field: fields["key"]!, descending: false }];
}

/** Cypher of a page: the order, what must hold of the sorted fields, and the limit, one over so that the end shows. */
export interface PageText {
  readonly conditions: readonly string[];
  readonly orderBy: string;
  readonly limit: string;
}

/** `link` is the relationship that led to `it`, where several can lead to one node: it breaks their tie. */
export function pageText(it: string, { order, size, backward, cursor }: Page, builder: Builder, link?: string): PageText {
  const ties = [`${it}.id`, ...(link ? [`elementId(${link})`] : [])].map((property) => ({ property, descending: backward }));
  const keys = [...order.map(({ name, descending }) => ({ property: `${it}.${name}`, descending: descending !== backward })), ...ties];
  return {
    conditions: [
      ...order.map(({ name }) => `${it}.${name} IS NOT NULL`),
      ...(cursor ? [beyond(keys, cursorParameters(order, cursor, builder))] : []),
    ],
    orderBy: keys.map(({ property, descending }) => property + (descending ? " DESC" : "")).join(", "),
    limit: builder.bind(int(size + 1)),
  };
}

/**
 * Those that come after a place in an order of several keys: `a >= $a AND (a > $a OR a = $a AND (b > $b OR ...))`. The first
 * bound, though implied, is what lets Neo4j seek in the index.
 */
function beyond(keys: readonly { readonly property: string; readonly descending: boolean }[], values: readonly string[]): string {
  const [first] = keys;
  const strictly = keys.map(({ property, descending }, at) => ({ property, value: values[at]!, sign: descending ? "<" : ">" }))
    .reduceRight((rest, { property, value, sign }) => `(${property} ${sign} ${value}${rest && ` OR (${property} = ${value} AND ${rest})`})`, "");
  return `${first!.property} ${first!.descending ? "<=" : ">="} ${values[0]!} AND ${strictly}`;
}

const cursorParameters = (order: readonly Order[], cursor: readonly unknown[], builder: Builder): readonly string[] => cursor.map((value, at) => {
  const kind = order[at]?.field.kind;
  if (kind === "instant") return `datetime({epochMillis: ${builder.bind(int(value as number))}})`;
  return builder.bind(kind === "int" || kind === "long" ? int(value as number) : value);
});
