import type { Edge } from "../entity/edges.js";
import { instant } from "../graph/values.js";
import { edgesOf, plainProperties } from "./content.js";
import type { Link } from "./draft.js";
import { grouped } from "../entity/grouped.js";
import type { Linked } from "./links.js";
import type { Planning, Target } from "./planning.js";
import { isoOf, same, stored as storedValue } from "./storage.js";
import { sees, type Known, type StoredEdge } from "./stored.js";

/** An edge to write. */
export interface NewEdge {
  readonly edge: Edge;
  readonly from: Target;
  readonly to: Target | Known;
  /** As the graph has them, its period included where it is given. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface EdgeChanges {
  readonly newEdges: readonly NewEdge[];
  /** Edges that end, and edges that can't end and are taken away. */
  readonly ended: readonly StoredEdge[];
  readonly removed: readonly StoredEdge[];
}

/** What of one field's edges is new, and what is no longer given; edges of another origin stay, and those to ends that the writer doesn't see, unless it gives the only one. */
export function edgeChanges(planning: Planning, target: Target, edge: Edge, given: readonly Linked[]): EdgeChanges {
  if (!target.stored) return { newEdges: given.map(({ link, end }) => ({ edge, from: target, to: end, properties: edgeProperties(edge, link) })), ended: [], removed: [] };
  const { now, source: { viewer } } = planning;
  const origins = new Set(given.map(({ link }) => link.properties["origin"]).filter((origin) => origin !== undefined));
  const replaced = (properties: Readonly<Record<string, unknown>>): boolean =>
    properties["origin"] === undefined || (origins.size > 0 ? origins.has(properties["origin"]) : properties["origin"] === "DECLARED");
  const left = edgesOf(planning.entities, edge, target.stored).filter(({ properties }) => replaced(properties));
  const byEnd = grouped(left, ({ to }) => to.id);
  const kept = new Set<StoredEdge>();
  const fresh = given.filter(({ link, end }) => {
    const found = byEnd.get(end.id)?.find((each) => !kept.has(each) && isSame(edge, each, link));
    if (found) kept.add(found);
    return !found;
  });
  const isDecided = ({ to }: StoredEdge): boolean => sees(viewer, to) || (!edge.many && given.length > 0);
  const current = left.filter((each) => !kept.has(each) && isDecided(each)).filter(({ properties }) => properties["validTo"] == null || isoOf(properties["validTo"]) > now);
  return {
    newEdges: fresh.map(({ link, end }) => ({ edge, from: target, to: end, properties: edgeProperties(edge, link) })),
    ended: edge.options.ends ? current : [],
    removed: edge.options.ends ? [] : current,
  };
}

function isSame(edge: Edge, { properties }: StoredEdge, link: Link): boolean {
  const moment = (name: string): string | null => (properties[name] == null ? null : isoOf(properties[name]));
  return same(plainProperties(edge, properties), link.properties)
    && (link.validFrom === undefined || moment("validFrom") === link.validFrom)
    && (link.validTo === undefined || moment("validTo") === link.validTo);
}

function edgeProperties(edge: Edge, { properties, validFrom, validTo }: Link): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const name in properties) own[name] = storedValue(edge.options.properties![name]!, properties[name]);
  if (validFrom !== undefined) own["validFrom"] = instant(validFrom);
  if (validTo != null) own["validTo"] = instant(validTo);
  return own;
}
