import { getNamedType, type FieldNode, type GraphQLOutputType } from "graphql";
import type { Catalogue } from "../entity/catalogue.js";
import { Columns, type Builder, type Given } from "./builder.js";
import { writeCursor } from "./cursor.js";
import { conditionOf } from "./filter.js";
import type { Read, Values } from "./cells.js";
import type { Output } from "./output.js";
import { pageOf, pageText, sizeOf, tiesOf, type PageArguments, type Sorted } from "./page.js";
import { selected, type Request, type Selected } from "./selection.js";
import { stored } from "./stored.js";

/** A list to be paged: where its nodes are matched, and the field that asks for it. */
export interface List extends Sorted {
  readonly match: string;
  readonly conditions: readonly string[];
  readonly field: Selected;
  /** Its place among the arguments that the plan is filled with. */
  readonly source: number;
  /** Plans a node of it. */
  readonly end: (nodes: readonly FieldNode[], columns: Columns) => Read;
  /** Plans a property of the relationship that led to it. */
  readonly property?: (each: Selected, columns: Columns) => Read;
}

/** The expression of a page, `[rows, total]` with null for what wasn't asked, and what reads it. */
export interface PlannedList {
  readonly expression: string;
  readonly read: Read;
}

type Cursor = (row: Values) => string;

/** A page once its rows are cut to size and turned the right way round. */
type PageValues = readonly [rows: readonly Values[], total: number | null, hasNext: boolean, hasPrevious: boolean];
const rowsOf = (values: Values) => (values as unknown as PageValues)[0];

/** What planning needs: what there is, what was asked, the statement in the making, and what its rows are read into. */
export interface Planning {
  readonly catalogue: Catalogue;
  readonly request: Request;
  readonly builder: Builder;
  readonly output: Output;
  /** Edges that were followed to get here, of those that `deepestSelection` limits. */
  readonly depth: number;
}

export function connection(planning: Planning, list: List): PlannedList {
  const { catalogue, builder, request, output } = planning;
  const { label, it, link, source } = list;
  const args = list.field.args as PageArguments;
  const page = pageOf(catalogue.entities, label, args);
  const matched = [list.match];
  // A list that is reached over an edge is short, and would be begun at the other end again for each node that it is reached from.
  const place = { builder, source, at: (given: PageArguments) => given.filter, ...(list.within !== undefined && { matched }) };
  const filters = args.filter ? [conditionOf(catalogue, label, it, args.filter, place)] : [];
  // One clause could not go over one relationship twice.
  const match = matched.join(" MATCH ");
  const type = typeOf(list.field);
  const chosen = selected(request, type, list.field.nodes);
  const columns = new Columns();
  /** Reads a row's cursor, from columns that are there for it. */
  const cursor = (): Cursor => {
    const sorted = [...page.order.map(({ name, field }) => stored(it, name, field).expression), ...tiesOf(catalogue.entities, list, page.order)];
    const places = sorted.map((expression) => columns.place(expression));
    return (row) => writeCursor(label, page.order, places.map((place) => row[place]));
  };
  const object = output.object(type, new Map(chosen.map((each) => [each.key, output.field(fieldType(each), pageCell(planning, list, type, each, columns, cursor))])));

  const text = pageText(catalogue.entities, list, page, builder, source);
  const variables = link ? `${it}, ${link}` : it;
  const where = (more: readonly string[]) => [...list.conditions, ...filters, ...more].join(" AND ");
  const asksFor = (...names: readonly string[]) => chosen.some(({ name }) => names.includes(name));
  const rows = asksFor("nodes", "edges", "pageInfo")
    ? `COLLECT { MATCH ${match} WHERE ${where(text.conditions)} WITH ${variables} ORDER BY ${text.orderBy} LIMIT ${text.limit} RETURN ${columns.text} }` : "null";
  const total = asksFor("totalCount") ? `COUNT { MATCH ${match} WHERE ${where([])} }` : "null";
  const isCounted = total !== "null";
  return { expression: isCounted ? `[${rows}, ${total}]` : rows, read: (values, given) => object(pageValues(values, given) as unknown as Values, given) };

  function pageValues(values: Values, given: Given): PageValues {
    const [found, count] = isCounted ? values : [values, null];
    const all = (found ?? []) as readonly Values[];
    const size = sizeOf(given[source]!);
    const more = all.length > size;
    const kept = more ? all.slice(0, size) : all;
    return page.backward ? [[...kept].reverse(), count as number | null, page.hasCursor, more] : [kept, count as number | null, more, page.hasCursor];
  }
}

function pageCell(planning: Planning, list: List, type: string, each: Selected, columns: Columns, cursor: () => Cursor): Read {
  switch (each.name) {
    case "totalCount": return (values) => (values as unknown as PageValues)[1];
    case "pageInfo": return pageInfo(planning, each, cursor);
    case "nodes": return eachRow(list.end(each.nodes, columns));
    case "edges": return eachRow(linkRow(planning, each, {
      node: (nodes) => list.end(nodes, columns),
      property: (property) => (property.name === "cursor" ? cursor() : list.property!(property, columns)),
    }));
    default: return () => type;
  }
}

const eachRow = (read: Read): Read => (values, given) => rowsOf(values).map((row) => read(row, given));

/** A relationship's type: `node`, its properties, and `__typename`. */
export function linkRow({ request, output }: Planning, link: Selected, { node, property }: {
  readonly node: (nodes: readonly FieldNode[]) => Read;
  readonly property: (each: Selected) => Read;
}): Read {
  const type = typeOf(link);
  return output.object(type, new Map(selected(request, type, link.nodes).map((each): [string, Read] =>
    [each.key, output.field(fieldType(each), each.name === "__typename" ? () => type : each.name === "node" ? node(each.nodes) : property(each))])));
}

function pageInfo({ request, output }: Planning, info: Selected, cursor: () => Cursor): Read {
  const cursorAt = (at: number): Read => {
    const cursorOf = cursor();
    return (values) => {
      const row = rowsOf(values).at(at);
      return row ? cursorOf(row) : null;
    };
  };
  const known: Readonly<Record<string, () => Read>> = {
    hasNextPage: () => (values) => (values as unknown as PageValues)[2],
    hasPreviousPage: () => (values) => (values as unknown as PageValues)[3],
    startCursor: () => cursorAt(0),
    endCursor: () => cursorAt(-1),
    __typename: () => () => "PageInfo",
  };
  return output.object("PageInfo", new Map(selected(request, "PageInfo", info.nodes).map((each): [string, Read] => [each.key, output.field(fieldType(each), known[each.name]!())])));
}

const typeOf = (each: Selected): string => getNamedType(fieldType(each)).name;
export const fieldType = ({ field }: Selected): GraphQLOutputType => field.type;
