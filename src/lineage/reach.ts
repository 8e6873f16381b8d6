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
/** Nodes, or nodes whose hops are told, that come in one row. */
const aRow = 250;
/** Hops a node, on average, above which those of a row aren't told: a walk that meets so many ends there, or soon. */
const usualHops = 32;

/**
 * What a walk from one node will ask for, all by one statement: a database follows edges from node to node in a fraction of the time
 * that a statement a hop takes. It tells nothing that isn't certain: a node with an edge to one that isn't among those found has its
 * hops only if all were found, so that the other is hidden, and one that dates lead on from hasn't.
 */
export async function reach(graph: Graph, viewer: Viewer, { way, element, asOf, most }: Reach, elements: Elements): Promise<Known> {
  const run = way === "UPSTREAM" ? upstreamReach : downstreamReach;
  const prefix = prefixOf(element);
  const limits = { most: most + Math.min(2 * most, mostBeyond), told: most, aRow, mostSteps: usualHops * aRow };
  const rows = await run(graph, viewer, { element, prefix, codes, ...limits, asOf });
  const ids = rows.flatMap((row) => row.ids);
  const isWhole = ids.length < limits.most;
  const byNumber = new Map<number, string>();
  rows.flatMap(({ numbers }) => numbers).forEach((number, at) => {
    byNumber.set(number, ids[at]!);
    elements.set(ids[at]!, prefix + number);
  });
  const known = new Map<string, readonly LineageHop[]>();
  for (const { first, steps, fars } of rows.filter((row) => row.ids.length === 0 && row.steps.length < limits.mostSteps)) {
    const nodes = ids.slice(first, Math.min(first + aRow, most));
    const own: LineageHop[][] = nodes.map(() => []);
    const doubtful = new Set<number>();
    steps.forEach((step, at) => {
      const near = placeOf(step) - first;
      const far = byNumber.get(fars[at]!);
      if (far !== undefined) own[near]!.push(hopOf(nodes[near]!, far, step));
      else if (!isWhole) doubtful.add(near);
    });
    nodes.forEach((node, at) => {
      if (!doubtful.has(at) && labelOf(node) !== computing[way].dated) known.set(node, own[at]!);
    });
  }
  return known;
}
