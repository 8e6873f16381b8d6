import { getNamedType, type FieldNode } from "graphql";
import type { Catalogue } from "../entity/catalogue.js";
import { Columns, type Builder } from "./builder.js";
import { writeCursor } from "./cursor.js";
import { conditionOf } from "./filter.js";
import { pageOf, pageText, type PageArguments } from "./page.js";
import { PlannedRow, type Cell, type Cells, type ReadRow } from "./row.js";
import { selected, type Request, type Selected } from "./selection.js";
import { stored } from "./stored.js";

/** A list to be paged: where its nodes are matched, and what was selected of it. */
export interface List {
  /** Entity or interface whose filter and order it has. */
  readonly label: string;
  readonly it: string;
  /** The relationship that led to `it`, where it has properties. */
  readonly link?: string;
  readonly match: string;
  readonly conditions: readonly string[];
  readonly args: PageArguments;
  /** GraphQL type of the connection. */
  readonly type: string;
  readonly nodes: readonly FieldNode[];
  /** Plans a node of it. */
  readonly end: (nodes: readonly FieldNode[], columns: Columns) => ReadRow;
  /** Plans a property of the relationship that led to it. */
  readonly property?: (name: string, columns: Columns) => Cell;
}

/** The expression of a page, `[rows, total]` with null for what wasn't asked, and what reads it. */
export interface PlannedList {
  readonly expression: string;
  readonly read: (values: readonly unknown[]) => PlannedRow;
}

type Values = readonly unknown[];
/** A page once its rows are cut to size and turned the right way round. */
type PageValues = readonly [rows: readonly Values[], total: number | null, hasNext: boolean, hasPrevious: boolean];

/** What planning needs: what there is, what was asked, and the statement in the making. */
export interface Planning {
  readonly catalogue: Catalogue;
  readonly request: Request;
  readonly builder: Builder;
  /** Edges that were followed to get here, of those that `deepestSelection` limits. */
  readonly depth: number;
}

export function connection({ catalogue, builder, request }: Planning, list: List): PlannedList {
  const { label, it, args, match } = list;
  const ties = [`${it}.id`, ...(list.link ? [`elementId(${list.link})`] : [])];
  const page = pageOf(catalogue.entities, label, args, ties.length);
  const filters = args.filter ? [conditionOf(catalogue, label, it, args.filter, builder)] : [];
  const chosen = selected(request, list.type, list.nodes);
  const columns = new Columns();
  const sorted = [...page.order.map(({ name, field }) => stored(it, name, field).expression), ...ties];
  const places = sorted.map((expression) => columns.place(expression));
  const cursorOf = (row: Values): string => writeCursor(label, page.order, places.map((place) => row[place]));
  const cells = new Map(chosen.map((each) => [each.key, pageCell(request, list, each, columns, cursorOf)]));

  const text = pageText(it, page, builder, list.link);
  const variables = list.link ? `${it}, ${list.link}` : it;
  const where = (more: readonly string[]) => [...list.conditions, ...filters, ...more].join(" AND ");
  const asksFor = (...names: readonly string[]) => chosen.some(({ name }) => names.includes(name));
  const rows = asksFor("nodes", "edges", "pageInfo")
    ? `COLLECT { MATCH ${match} WHERE ${where(text.conditions)} WITH ${variables} ORDER BY ${text.orderBy} LIMIT ${text.limit} RETURN ${columns.text} }` : "null";
  const total = asksFor("totalCount") ? `COUNT { MATCH ${match} WHERE ${where([])} }` : "null";

  return {
    expression: `[${rows}, ${total}]`,
    read: ([found, count]) => {
      const all = (found ?? []) as readonly Values[];
      const more = all.length > page.size;
      const kept = all.slice(0, page.size);
      const values: PageValues = page.backward
        ? [[...kept].reverse(), count as number | null, page.cursor !== undefined, more]
        : [kept, count as number | null, more, page.cursor !== undefined];
      return new PlannedRow(list.type, cells, values);
    },
  };
}

function pageCell(request: Request, list: List, each: Selected, columns: Columns, cursorOf: (row: Values) => string): Cell {
  const rows = (values: Values) => (values as PageValues)[0];
  switch (each.name) {
    case "totalCount": return (values) => (values as PageValues)[1];
    case "pageInfo": return pageInfo(request, each, cursorOf);
    case "nodes": {
      const read = list.end(each.nodes, columns);
      return (values) => rows(values).map(read);
    }
    case "edges": {
      const read = edgeRow(request, list, each, columns, cursorOf);
      return (values) => rows(values).map(read);
    }
    default: return () => list.type;
  }
}

function edgeRow(request: Request, list: List, each: Selected, columns: Columns, cursorOf: (row: Values) => string): (row: Values) => PlannedRow {
  const type = getNamedType(each.field!.type).name;
  const cells = linkCells(request, type, each.nodes, {
    node: (nodes) => list.end(nodes, columns),
    property: (name) => (name === "cursor" ? (row) => cursorOf(row) : list.property!(name, columns)),
  });
  return (row) => new PlannedRow(type, cells, row);
}

/** The cells of a relationship's type: `node`, its properties, and `__typename`. */
export function linkCells(request: Request, type: string, nodes: readonly FieldNode[], { node, property }: {
  readonly node: (nodes: readonly FieldNode[]) => ReadRow;
  readonly property: (name: string) => Cell;
}): Cells {
  return new Map(selected(request, type, nodes).map((each): [string, Cell] =>
    [each.key, each.name === "__typename" ? () => type : each.name === "node" ? node(each.nodes) : property(each.name)]));
}

function pageInfo(request: Request, each: Selected, cursorOf: (row: Values) => string): Cell {
  const cursorAt = (at: number): Cell => (values) => {
    const row = (values as PageValues)[0].at(at);
    return row ? cursorOf(row) : null;
  };
  const known: Readonly<Record<string, Cell>> = {
    hasNextPage: (values) => (values as PageValues)[2],
    hasPreviousPage: (values) => (values as PageValues)[3],
    startCursor: cursorAt(0),
    endCursor: cursorAt(-1),
    __typename: () => "PageInfo",
  };
  const cells = new Map(selected(request, "PageInfo", each.nodes).map(({ key, name }): [string, Cell] => [key, known[name]!]));
  return (values) => new PlannedRow("PageInfo", cells, values);
}
