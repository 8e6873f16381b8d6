import type { FieldNode } from "graphql";
import { abstract } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import { commonFields } from "../entity/common.js";
import { isOutgoing, many, type Edge } from "../entity/edges.js";
import { endLabel, ends } from "../entity/ends.js";
import { instant, type Field, type Fields } from "../entity/fields.js";
import { Problem } from "../entity/problem.js";
import { Columns } from "./builder.js";
import { connection, fieldType, linkRow, type Planning } from "./connection.js";
import type { Cells, Read, Values } from "./cells.js";
import { step, type Step } from "./pattern.js";
import { labelOf } from "./row.js";
import { selected, typesAskedFor, type Selected } from "./selection.js";
import { stored } from "./stored.js";

/**
 * Plans what was selected of the node `it`, which has one of these labels, into columns of its row. Where fragments ask about
 * several types the columns of each stand in a list of its own, chosen by label.
 */
export function planNode(planning: Planning, labels: readonly string[], it: string, nodes: readonly FieldNode[], columns: Columns): Read {
  const groups = grouped(planning, labels, nodes);
  if (groups.length === 1) return planGroup(planning, labels, it, nodes, columns);
  const id = columns.place(`${it}.id`);
  const branches = groups.map((group) => {
    const own = new Columns();
    return { group, read: planGroup(planning, group, it, nodes, own), own };
  });
  const place = columns.place(`CASE ${branches.map(({ group, own }) => `WHEN ${it}:${group.join("|")} THEN ${own.text}`).join(" ")} END`);
  const readOf = new Map(branches.flatMap(({ group, read }) => group.map((label) => [label, read] as const)));
  return (values, given) => readOf.get(labelOf(values[id] as string))!(values[place] as Values, given);
}

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

/**
 * The cells of all planned fields; what is in neither fields nor edges is a resolver's, which gets the node's id. The id is a column
 * only where that, or which of several labels a node has, needs it.
 */
function planGroup(planning: Planning, labels: readonly string[], it: string, nodes: readonly FieldNode[], columns: Columns): Read {
  const { output } = planning;
  const label = labels[0]!;
  const entity = planning.catalogue.entities.get(label)!;
  const fields: Fields = { ...commonFields, ...entity.fields };
  const edges: Readonly<Record<string, Edge>> = { ...entity.edges, ...(entity.head && abstract.Version.edges), ...(entity.version && { newest: newest(entity.version) }) };
  const read = (each: Selected): Read | undefined => {
    const field = fields[each.name];
    const edge = edges[each.name];
    if (field) return leaf(it, each.name, field, columns);
    if (edge) return planEdge(planning, label, edge, it, each, columns);
    if (each.name !== "__typename") return void output.unplanned(each.name);
    if (labels.length === 1) return () => label;
    const id = columns.place(`${it}.id`);
    return (values) => labelOf((values[id] ?? "") as string);
  };
  const chosen = selected(planning.request, label, nodes);
  const cells: Cells = new Map(chosen.flatMap((each): [string, Read][] => {
    const cell = read(each);
    return cell ? [[each.key, output.field(fieldType(each), cell)]] : [];
  }));
  return output.object(label, cells, labels.length > 1 || cells.size < chosen.length ? columns.place(`${it}.id`) : undefined);
}

/** Not declared as an edge of its own: it is VERSION_OF, of which only the newest is read. */
const newest = (version: string): Edge => ({ ...many("<-VERSION_OF-", version, ""), many: false });

function leaf(it: string, name: string, field: Field, columns: Columns): Read {
  const { expression, decode } = stored(it, name, field);
  const place = columns.place(expression);
  if (decode === undefined) return (values) => values[place];
  return (values) => {
    const value = values[place];
    return value === null || value === undefined ? null : decode(value as never);
  };
}

function planEdge(above: Planning, label: string, edge: Edge, from: string, each: Selected, columns: Columns): Read {
  const planning = deeper(above, each.name);
  const { catalogue, builder } = planning;
  const to = builder.variable();
  const link = `${to}r`;
  const found = step(catalogue, label, edge, { from, link, to });
  const properties = linkFields(catalogue.tail(label, edge));
  const labels = ends(catalogue.entities, edge);
  const property = (asked: Selected, row: Columns): Read => leaf(link, asked.name, properties![asked.name]!, row);
  if (edge.many && !edge.few) {
    const { expression, read } = connection(planning, {
      label: endLabel(catalogue.entities, edge), it: to, match: found.pattern, conditions: [found.condition], field: each, source: builder.source(each),
      end: (nodes, row) => planNode(planning, labels, to, nodes, row),
      ...(properties && { link, property }),
    });
    const place = columns.place(expression);
    return (values, given) => read(values[place] as Values, given);
  }
  const row = new Columns();
  const end = (nodes: readonly FieldNode[]) => planNode(planning, labels, to, nodes, row);
  const read = properties ? linkRow(planning, each, { node: end, property: (asked) => property(asked, row) }) : end(each.nodes);
  // Writers keep an edge to one at one: there is something to choose where it is read from its other end, where the newest is meant,
  // and where periods that were told later overlap.
  const ordered = edge.many || each.name === "newest" || !isOutgoing(edge) || edge.options.ends ? `WITH ${to}, ${link} ORDER BY ${edge.many || !edge.options.ends ? "" : `${link}.validFrom DESC, `}${orderOf(each.name, to, link, properties)} ` : "";
  const collected = `COLLECT { MATCH ${found.pattern} WHERE ${conditionOf(each.name, to, found)} ${ordered}RETURN ${row.text}${edge.many ? "" : " LIMIT 1"} }`;
  const place = columns.place(collected);
  if (edge.many) return (values, given) => (values[place] as readonly Values[]).map((one) => read(one, given));
  return (values, given) => {
    const [first] = values[place] as readonly Values[];
    return first ? read(first, given) : null;
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

/** The labels that a list of an entity, or of an interface, can hold. */
export const listLabels = (catalogue: Catalogue, label: string): readonly string[] =>
  catalogue.entities.has(label) ? [label] : [...catalogue.entities.values()].filter(({ head }) => label === "Node" || head).map((entity) => entity.label);
