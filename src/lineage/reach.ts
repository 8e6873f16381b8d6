import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { labelOf } from "../reads/row.js";
import { codes, computing, hopOf, placeOf, prefixOf, type Elements, type Known, type LineageHop, type Way } from "./hop.js";
import { downstreamReach, upstreamReach } from "./lineage.queries.js";

interface Reach {
  readonly way: Way;
  /** Neo4j's name of where it begins. */
  readonly element: string;
  /** ISO 8601: when aliases held. */
  readonly asOf: string;
  /** Nodes that the walk will go on from, at most. */
  readonly most: number;
}

/** Beyond the nodes whose hops are told, so that those of the last are too: their hops lead to nodes that are there. Twice as many, and not more than these. */
const mostBeyond = 500;
/** Hops a node, on average, above which it tells of none: a walk that meets so much ends there, or soon. */
const usualHops = 32;

/**
 * What a walk from one node will ask for, all by one statement: a database follows edges from node to node in a fraction of the time
 * that a statement a hop takes. It tells nothing that isn't certain: a node with an edge to one that isn't among those found has its
 * hops only if all were found, so that the other is hidden, and one that dates lead on from hasn't.
 */
export async function reach(graph: Graph, viewer: Viewer, { way, element, asOf, most }: Reach, elements: Elements): Promise<Known> {
  const run = way === "UPSTREAM" ? upstreamReach : downstreamReach;
  const prefix = prefixOf(element);
  const limits = { most: most + Math.min(2 * most, mostBeyond), told: most, mostSteps: usualHops * most };
  const [found] = await run(graph, viewer, { element, prefix, codes, ...limits, asOf });
  const { ids, numbers, steps, fars } = found!;
  const byNumber = new Map<number, string>();
  ids.forEach((id, at) => {
    byNumber.set(numbers[at]!, id);
    elements.set(id, prefix + numbers[at]!);
  });
  const isWhole = ids.length < limits.most;
  const own: LineageHop[][] = ids.slice(0, steps.length < limits.mostSteps ? most : 0).map(() => []);
  const doubtful = new Set<number>();
  steps.forEach((step, at) => {
    const near = placeOf(step);
    const far = byNumber.get(fars[at]!);
    if (far !== undefined) own[near]?.push(hopOf(ids[near]!, far, step));
    else if (!isWhole) doubtful.add(near);
  });
  const known = new Map<string, readonly LineageHop[]>();
  own.forEach((hops, at) => {
    if (!doubtful.has(at) && labelOf(ids[at]!) !== computing[way].dated) known.set(ids[at]!, hops);
  });
  return known;
}
