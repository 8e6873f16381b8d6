import type { Cut, Limits } from "../graph/breadthFirst.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { hops, type Elements, type LineageHop, type Way } from "./hop.js";
import { drawn, type LineageEdge } from "./lineage.js";
import { startOf } from "./lineage.queries.js";
import { shortestPath, type Path } from "./shortestPath.js";

interface AskedPath extends Limits {
  /** Neo4j's names of the two ends; a head stands for all its versions. */
  readonly from: string;
  readonly to: string;
  /** Whether `to` is looked for upstream or downstream of `from`; null for either. */
  readonly way: Way | null;
  /** ISO 8601: when aliases and memberships held. */
  readonly asOf: string;
}

/** A way from one node to another that goes all upstream or all downstream. */
export interface LineagePath {
  /** Which of them; null where no path was found, and where both ends are one. */
  readonly direction: Way | null;
  /** Ids from the one end to the other, with their distance from the first; null where no path was found. */
  readonly nodes: readonly { readonly node: string; readonly distance: number }[] | null;
  /** Between each node and the next. */
  readonly edges: readonly LineageEdge[] | null;
  /** Null with a shortest path, and where there is none at all; else which limit ended the search before that was known. */
  readonly truncated: Cut | null;
}

/** A shortest path over lineage: of two that are equally long, the one upstream. */
export async function lineagePath(graph: Graph, viewer: Viewer, { from, to, way, asOf, ...limits }: AskedPath): Promise<LineagePath> {
  const [starts, ends] = await Promise.all([startOf(graph, viewer, { element: from }, asOf), startOf(graph, viewer, { element: to }, asOf)]);
  const elements: Elements = new Map([...starts, ...ends].map(({ id, element }) => [id, element]));
  const along = { UPSTREAM: hops(graph, viewer, { way: "UPSTREAM", asOf }, elements), DOWNSTREAM: hops(graph, viewer, { way: "DOWNSTREAM", asOf }, elements) };
  const ways: readonly Way[] = way === null ? ["UPSTREAM", "DOWNSTREAM"] : [way];
  const searches = await Promise.all(ways.map(async (each) => {
    const steps = { forth: along[each], back: along[opposite[each]] };
    return { way: each, search: await shortestPath(starts.map(({ id }) => id), ends.map(({ id }) => id), steps, limits) };
  }));
  const found = searches.flatMap(({ way: each, search }) => (search.path ? [told(each, search.path, search.cut)] : [])).sort((a, b) => a.nodes!.length - b.nodes!.length)[0];
  return found ?? { direction: null, nodes: null, edges: null, truncated: searches.find(({ search }) => search.cut !== null)?.search.cut ?? null };
}

const opposite: Readonly<Record<Way, Way>> = { UPSTREAM: "DOWNSTREAM", DOWNSTREAM: "UPSTREAM" };

function told(way: Way, { meets, there, onward }: Path<LineageHop>, truncated: Cut | null): LineagePath {
  const nodes = [...there.map(({ near }) => near), meets, ...onward.map(({ near }) => near)];
  return {
    direction: nodes.length === 1 ? null : way, nodes: nodes.map((node, distance) => ({ node, distance })),
    edges: [...there.map(drawn(way)), ...onward.map(drawn(opposite[way]))], truncated,
  };
}
