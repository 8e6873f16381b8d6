import { getNamedType, type FieldNode } from "graphql";
import { abstract } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import { commonFields } from "../entity/common.js";
import { many, type Edge } from "../entity/edges.js";
import { endLabel, ends } from "../entity/ends.js";
import { instant, type Field, type Fields } from "../entity/fields.js";
import { Problem } from "../entity/problem.js";
import { Columns } from "./builder.js";
import { connection, linkCells, type Planning } from "./connection.js";
import { step, type Step } from "./pattern.js";
import type { PageArguments } from "./page.js";
import { labelOf, PlannedRow, type Cell, type Cells, type ReadRow } from "./row.js";
import { selected, typesAskedFor, type Selected } from "./selection.js";
import { stored } from "./stored.js";

/**
 * Plans what was selected of the node `it`, which has one of these labels, into columns of its row. Where fragments ask about
 * several types the columns of each stand in a list of its own, chosen by label.
 */
export function planNode(planning: Planning, labels: readonly string[], it: string, nodes: readonly FieldNode[], columns: Columns): ReadRow {
  const id = columns.place(`${it}.id`);
  const groups = grouped(planning, labels, nodes);
  if (groups.length === 1) {
    const cells = cellsOf(planning, groups[0]![0]!, it, nodes, columns);
    return (values) => nodeRow(cells, values, values[id] as string);
  }
  const branches = groups.map((group) => {
    const own = new Columns();
    return { group, cells: cellsOf(planning, group[0]!, it, nodes, own), own };
  });
  const place = columns.place(`CASE ${branches.map(({ group, own }) => `WHEN ${it}:${group.join("|")} THEN ${own.text}`).join(" ")} END`);
  const cellsByLabel = new Map(branches.flatMap(({ group, cells }) => group.map((label) => [label, cells] as const)));
  return (values) => {
    const found = values[id] as string;
    return nodeRow(cellsByLabel.get(labelOf(found))!, values[place] as readonly unknown[], found);
  };
}

const nodeRow = (cells: Cells, values: readonly unknown[], id: string): PlannedRow => new PlannedRow(labelOf(id), cells, values, { id });

/** Labels that one list of columns serves: those that no fragment tells apart. */
function grouped({ catalogue, request }: Planning, labels: readonly string[], nodes: readonly FieldNode[]): readonly (readonly string[])[] {
  if (labels.length === 1) return [labels];
  const asked = typesAskedFor(request, nodes);
  const groups = new Map<string, string[]>();
  for (const label of labels) {
    const group = asked.has(label) ? label : asked.has("Version") && catalogue.entities.get(label)!.head ? "Version" : "Node";
    groups.set(group, [...(groups.get(group) ?? []), label]);
  }
  return [...groups.values()];
}

/** The cells of all planned fields; what is in neither fields nor edges is a resolver's, which gets the node's id. */
function cellsOf(planning: Planning, label: string, it: string, nodes: readonly FieldNode[], columns: Columns): Cells {
  const entity = planning.catalogue.entities.get(label)!;
  const fields: Fields = { ...commonFields, ...entity.fields };
  const edges: Readonly<Record<string, Edge>> = { ...entity.edges, ...(entity.head && abstract.Version.edges), ...(entity.version && { newest: newest(entity.version) }) };
  return new Map(selected(planning.request, label, nodes).flatMap((each): [string, Cell][] => {
    const field = fields[each.name];
    const edge = edges[each.name];
    if (each.name === "__typename") {
      const id = columns.place(`${it}.id`);
      return [[each.key, (values) => labelOf((values[id] ?? "") as string)]];
    }
    if (field) return [[each.key, leaf(it, each.name, field, columns)]];
    if (edge) return [[each.key, edgeCell(planning, label, edge, it, each, columns)]];
    return [];
  }));
}

/** Not declared as an edge of its own: it is VERSION_OF, of which only the newest is read. */
const newest = (version: string): Edge => ({ ...many("<-VERSION_OF-", version, ""), many: false });

function leaf(it: string, name: string, field: Field, columns: Columns): Cell {
  const { expression, decode } = stored(it, name, field);
  const place = columns.place(expression);
  return (values) => {
    const value = values[place];
    return value === null || value === undefined ? null : decode(value as never);
  };
}

function edgeCell(above: Planning, label: string, edge: Edge, from: string, each: Selected, columns: Columns): Cell {
  const planning = deeper(above, each.name);
  const { catalogue, builder } = planning;
  const to = builder.variable();
  const link = `${to}r`;
  const found = step(catalogue, label, edge, { from, link, to });
  const properties = linkFields(catalogue.tail(label, edge));
  const labels = ends(catalogue.entities, edge);
  if (edge.many && !edge.few) {
    const { expression, read } = connection(planning, {
      label: endLabel(catalogue.entities, edge), it: to, match: found.pattern, conditions: [found.condition],
      args: each.args as PageArguments, type: getNamedType(each.field!.type).name, nodes: each.nodes,
      end: (nodes, row) => planNode(planning, labels, to, nodes, row),
      ...(properties && { link, property: (name: string, row: Columns) => leaf(link, name, properties[name]!, row) }),
    });
    const place = columns.place(expression);
    return (values) => read(values[place] as readonly unknown[]);
  }
  const row = new Columns();
  const read = properties ? planLink(planning, labels, to, link, properties, each, row) : planNode(planning, labels, to, each.nodes, row);
  const ordered = `WITH ${to}, ${link} ORDER BY ${orderOf(each.name, to, link, properties)}${edge.many ? "" : " LIMIT 1"}`;
  const collected = `COLLECT { MATCH ${found.pattern} WHERE ${conditionOf(each.name, to, found)} ${ordered} RETURN ${row.text} }`;
  const place = columns.place(collected);
  return edge.many
    ? (values) => (values[place] as readonly (readonly unknown[])[]).map(read)
    : (values) => {
        const [first] = values[place] as readonly (readonly unknown[])[];
        return first ? read(first) : null;
      };
}

/** Most edges that a selection may follow one below another: rows can multiply at each, and Neo4j plans nested subqueries slowly. */
export const deepestSelection = 12;

function deeper(planning: Planning, name: string): Planning {
  const depth = planning.depth + 1;
  if (depth > deepestSelection)
    throw new Problem("BAD_INPUT", `The selection is ${depth} edges deep at \`${name}\`; expected at most ${deepestSelection}. Ask for the ids there, and go on from them with \`nodes(ids: [...])\`.`);
  return { ...planning, depth };
}

const conditionOf = (name: string, to: string, { condition }: Step): string => (name === "newest" ? `${condition} AND ${to}.state <> 'RETIRED'` : condition);

/** A handful is shown by its `position` where it has one, else by key; the newest version is the one with the highest ordinal. */
const orderOf = (name: string, to: string, link: string, properties: Fields | undefined): string =>
  name === "newest" ? `${to}.ordinal DESC` : properties?.["position"] ? `${link}.position, ${to}.key` : `${to}.key`;

/** What is told of a relationship: its properties, and its period where it has properties; undefined where it has none. */
function linkFields({ options: { properties, ends: isEnding } }: Edge): Fields | undefined {
  if (!properties || Object.keys(properties).length === 0) return undefined;
  return isEnding ? { ...properties, ...period } : properties;
}
const period: Fields = { validFrom: instant("When it began to hold.", { optional: true }), validTo: instant("When it ceased to hold.", { optional: true }) };

function planLink(planning: Planning, labels: readonly string[], to: string, link: string, fields: Fields, each: Selected, columns: Columns): ReadRow {
  const type = getNamedType(each.field!.type).name;
  const cells = linkCells(planning.request, type, each.nodes, {
    node: (nodes) => planNode(planning, labels, to, nodes, columns),
    property: (name) => leaf(link, name, fields[name]!, columns),
  });
  return (values) => new PlannedRow(type, cells, values);
}

/** The labels that a list of an entity, or of an interface, can hold. */
export const listLabels = (catalogue: Catalogue, label: string): readonly string[] =>
  catalogue.entities.has(label) ? [label] : [...catalogue.entities.values()].filter(({ head }) => label === "Node" || head).map((entity) => entity.label);
