import { breadthFirst, type Cut, type Limits } from "../graph/breadthFirst.js";
import type { Graph } from "../graph/database.js";
import { seesAll, service, type Viewer } from "../graph/viewer.js";
import { labelOf } from "../reads/row.js";
import { facetsOf, type Facets } from "./facets.js";
import { hops, type Elements, type LineageHop, type Way } from "./hop.js";
import { startOf } from "./lineage.queries.js";
import { reach } from "./reach.js";

/** A node to go on from: where an earlier answer was cut. */
export interface Place {
  readonly id: string;
  /** Neo4j's name of it. */
  readonly element: string;
  /** From what was asked about, in edges. */
  readonly distance: number;
}

export interface Asked extends Limits {
  /** Neo4j's name of the node asked about. */
  readonly element: string;
  readonly way: Way;
  /** ISO 8601: when aliases and memberships held. */
  readonly asOf: string;
  /** Kinds that are reached but not walked on from; the start is walked from whatever its kind. None unless given. */
  readonly stopAt?: readonly string[];
  /** Goes on from these in place of what is asked about; null to begin. `reached` are ids of what earlier parts reached: not reached again, but edges to it are told. */
  readonly resume?: { readonly from: readonly Place[]; readonly reached: readonly string[] } | null;
}

/** An edge as it is drawn: what it leads to is upstream. */
export interface LineageEdge {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  /** Whether it follows from an alias or from dates and isn't stored as such. */
  readonly computed: boolean;
}

/** A node by its id, with its distance. */
export interface Reached {
  readonly node: string;
  readonly distance: number;
  /** Neo4j's name of it. */
  readonly element: string;
}

/** Nodes by their ids. */
export interface Lineage {
  /** Nearest first; what was asked about, or each of its versions, has 0. A part that goes on has only what is new. */
  readonly nodes: readonly Reached[];
  readonly edges: readonly LineageEdge[];
  /** Counts of these nodes, those at 0 left out. */
  readonly facets: Facets;
  readonly truncated: Cut | null;
  /** Nodes reached from which more can be: all edges of the others are there. */
  readonly frontier: readonly Reached[];
  /** How many more nodes there are in the scopes over which the viewer may count, by ways within these; null where what is asked about isn't in them. */
  readonly hidden: number | null;
}

/** Everything that lineage reaches: most walks by one statement, and one a hop for what that doesn't tell. */
export async function lineage(graph: Graph, viewer: Viewer, asked: Asked): Promise<Lineage> {
  const counting = viewer.roles.find(({ role }) => role === "audit:counts");
  const isAll = seesAll(viewer);
  const [seen, counted] = await Promise.all([walk(graph, viewer, asked), counting && !isAll ? walk(graph, { ...viewer, scopes: counting.scopes, clearance: service.clearance }, asked) : null]);
  const known = new Set(seen.nodes.map(({ node }) => node));
  const hidden = counted && (counted.nodes.length > 0 || asked.resume) ? counted.nodes.filter(({ node }) => !known.has(node)).length : null;
  return { ...seen, hidden: counting && isAll ? 0 : hidden };
}

/** In edges: a shorter walk would be told of much that it doesn't ask for. */
const leastReach = 4;

async function walk(graph: Graph, viewer: Viewer, { element, way, asOf, stopAt = [], resume = null, ...limits }: Asked): Promise<Omit<Lineage, "hidden">> {
  const elements: Elements = new Map(resume?.from.map(({ id, element: own }) => [id, own]));
  const isReached = resume === null && stopAt.length === 0 && limits.maxDepth >= leastReach;
  const [start, known] = await Promise.all([
    resume?.from ?? startOf(graph, viewer, { element }, asOf),
    isReached ? reach(graph, viewer, { way, asOf, element, most: limits.maxNodes + 2 }, elements) : undefined,
  ]);
  for (const { id, element: own } of start) elements.set(id, own);
  const begun = new Set(resume?.from.map(({ id }) => id));
  const { distances, hops: found, cut } = await breadthFirst(distancesOf(start), hops(graph, viewer, { way, asOf }, elements, known), {
    ...limits, isEnd: (node) => stopAt.includes(labelOf(node)), before: new Set(resume?.reached),
  });
  const at = (node: string): Reached => ({ node, distance: distances.get(node)!, element: elements.get(node)! });
  const nodes = [...distances.keys()].filter((node) => !begun.has(node)).map(at);
  return { nodes, edges: found.map(drawn(way)), facets: facetsOf(nodes), truncated: cut && cut.reason, frontier: (cut?.frontier ?? []).map(at) };
}

const distancesOf = (start: readonly (Pick<Place, "id"> & Partial<Place>)[]): ReadonlyMap<string, number> => new Map(start.map(({ id, distance = 0 }) => [id, distance]));

/** As it points: what it leads to is upstream. */
export const drawn = (way: Way) => ({ near, far, type, computed }: LineageHop): LineageEdge => (way === "UPSTREAM" ? { from: near, type, to: far, computed } : { from: far, type, to: near, computed });
