import { breadthFirst, mostHops, type Limits } from "../graph/breadthFirst.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { downstreamOf, startOf, upstreamOf } from "./lineage.queries.js";

export type Way = "UPSTREAM" | "DOWNSTREAM";

export interface Asked extends Limits {
  /** Neo4j's name of the node asked about. */
  readonly element: string;
  readonly way: Way;
  /** ISO 8601: when aliases and memberships held. */
  readonly asOf: string;
}

/** An edge as it is drawn: what it leads to is upstream. */
export interface LineageEdge {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  /** Whether it follows from an alias or from dates and isn't stored as such. */
  readonly computed: boolean;
}

/** Nodes by their ids. */
export interface Lineage {
  /** Nearest first; what was asked about, or each of its versions, has 0. */
  readonly nodes: readonly { readonly node: string; readonly distance: number; readonly element: string }[];
  readonly edges: readonly LineageEdge[];
  readonly truncated: "DEPTH" | "NODES" | null;
  readonly frontier: readonly string[];
  /** How many more nodes there are in the scopes over which the viewer may count, by ways within these; null where what is asked about isn't in them. */
  readonly hidden: number | null;
}

/** Everything that lineage reaches, one statement a hop. */
export async function lineage(graph: Graph, viewer: Viewer, asked: Asked): Promise<Lineage> {
  const counting = viewer.roles.find(({ role }) => role === "audit:counts");
  const seesAll = viewer.scopes === null && viewer.clearance === mostRestricted;
  const [seen, counted] = await Promise.all([walk(graph, viewer, asked), counting && !seesAll ? walk(graph, { ...viewer, scopes: counting.scopes, clearance: mostRestricted }, asked) : null]);
  const known = new Set(seen.nodes.map(({ node }) => node));
  const hidden = counted && counted.nodes.length > 0 ? counted.nodes.filter(({ node }) => !known.has(node)).length : null;
  return { ...seen, hidden: counting && seesAll ? 0 : hidden };
}

/** Rank of RESTRICTED. */
const mostRestricted = 3;

async function walk(graph: Graph, viewer: Viewer, { element, way, asOf, maxDepth, maxNodes }: Asked): Promise<Omit<Lineage, "hidden">> {
  const start = await startOf(graph, viewer, { element }, asOf);
  const ids = new Map(start.map((node) => [node.element, node.id]));
  const step = async (nodes: readonly string[]) => {
    const found = await (way === "UPSTREAM" ? upstreamOf : downstreamOf)(graph, viewer, { nodes: [...nodes], rows: mostHops, asOf });
    for (const { far, farId } of found) ids.set(far, farId);
    return found;
  };
  const { distances, hops, cut } = await breadthFirst([...ids.keys()], step, { maxDepth, maxNodes });
  return {
    nodes: [...distances].map(([each, distance]) => ({ node: ids.get(each)!, distance, element: each })),
    edges: hops.map(({ nearId, farId, type, computed }) => (way === "UPSTREAM" ? { from: nearId, type, to: farId, computed } : { from: farId, type, to: nearId, computed })),
    truncated: cut && cut.reason,
    frontier: (cut?.frontier ?? []).map((each) => ids.get(each)!),
  };
}
