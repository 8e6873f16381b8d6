import { shape } from "../entity/abstract.js";
import { commonFields } from "../entity/common.js";
import type { Entities } from "../entity/ends.js";
import type { Field } from "../entity/fields.js";
import { Problem } from "../entity/problem.js";
import { int } from "../graph/values.js";
import type { Arguments, Builder, FromArguments } from "./builder.js";
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

/** Which nodes of a list a page holds: by what they are sorted, in which direction they are read, and whether from a place on. */
export interface Page {
  readonly order: readonly Order[];
  /** Read from the end: the rows come in reverse and are turned. */
  readonly backward: boolean;
  readonly hasCursor: boolean;
}

/** What the arguments make of a page, whichever their values. @throws Problem BAD_INPUT for both pairs at once, or a field twice. */
export function pageOf(entities: Entities, label: string, { orderBy, first, after, last, before }: PageArguments): Page {
  if ((first ?? after) != null && (last ?? before) != null) throw new Problem("BAD_INPUT", "A page has first and after, or last and before; give one pair.");
  const backward = (last ?? before) != null;
  return { order: orderOf(entities, label, orderBy ?? []), backward, hasCursor: (backward ? before : after) != null };
}

/** Nodes on the page. @throws Problem BAD_INPUT for a number that no page has. */
export function sizeOf({ first, last }: PageArguments): number {
  const size = last ?? first ?? defaultPage;
  if (size < 0 || size > longestPage) throw new Problem("BAD_INPUT", `${last == null ? "first" : "last"} is ${size}; expected 0 to ${longestPage}. Ask for more with after.`);
  return size;
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

/** What a list is sorted by, where its nodes are matched. */
export interface Sorted {
  /** Entity or interface that they are of. */
  readonly label: string;
  readonly it: string;
  /** The relationship that led to `it`, where several can lead to one node: it breaks their tie. */
  readonly link?: string | undefined;
  /** A property that has one value in all of the list: indexes begin with it, so that the order is an index's where it comes first. */
  readonly within?: string | undefined;
}

/** What tells two nodes apart that are equal in all that they are sorted by; a key does that itself, in one kind. */
export const tiesOf = (entities: Entities, { label, it, link }: Sorted, order: readonly Order[]): readonly string[] =>
  [...(entities.has(label) && order.some(({ name }) => name === "key") ? [] : [`${it}.id`]), ...(link ? [`elementId(${link})`] : [])];

/** Cypher of a page: the order, what must hold of the sorted fields, and the limit, one over so that the end shows. */
export interface PageText {
  readonly conditions: readonly string[];
  readonly orderBy: string;
  readonly limit: string;
}

export function pageText(entities: Entities, sorted: Sorted, { order, backward, hasCursor }: Page, builder: Builder, source: number): PageText {
  const { label, it, within } = sorted;
  const ties = tiesOf(entities, sorted, order).map((property) => ({ property, descending: backward }));
  const keys = [...order.map(({ name, descending }) => ({ property: `${it}.${name}`, descending: descending !== backward })), ...ties];
  const first = within === undefined ? [] : [{ property: `${it}.${within}`, descending: keys[0]!.descending }];
  // An index is only used for what is said to be there; elsewhere that is checked where it may not be.
  const isThere = order.filter(({ field }) => within !== undefined || field.optional).map(({ name }) => `${it}.${name} IS NOT NULL`);
  const cursor = (args: Arguments) => readCursor((backward ? args["before"] : args["after"]) as string, label, order, ties.length);
  return {
    conditions: [
      ...isThere,
      ...(hasCursor ? [beyond(keys, keys.map((_, at) => bound(at)))] : []),
    ],
    orderBy: [...first, ...keys].map(({ property, descending }) => property + (descending ? " DESC" : "")).join(", "),
    limit: builder.bind(source, (args) => int(sizeOf(args) + 1)),
  };

  function bound(at: number): string {
    const kind = order[at]?.field.kind;
    const number: FromArguments = (args) => int(cursor(args)[at] as number);
    if (kind === "instant") return `datetime({epochMillis: ${builder.bind(source, number)}})`;
    return builder.bind(source, kind === "int" || kind === "long" ? number : (args) => cursor(args)[at]);
  }
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
