import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { labelOf } from "../reads/row.js";
import { codes, computing, hopOf, once, placeOf, prefixOf, type Elements, type Known, type LineageHop, type Way } from "./hop.js";
import { downstreamReach, upstreamReach } from "./lineage.queries.js";

/**
 * What a walk from one node will ask for, all by one statement: a database follows edges from node to node in a fraction of the time
 * that a statement a hop takes. It tells nothing that isn't certain: a node with an edge to one that isn't among those found has its
 * hops only if all were found, so that the other is hidden, and one that dates lead on from hasn't.
 */
export async function reach(graph: Graph, viewer: Viewer, { way, element, asOf, most }: { readonly way: Way; readonly element: string; readonly asOf: string; readonly most: number }, elements: Elements): Promise<Known> {
  const run = way === "UPSTREAM" ? upstreamReach : downstreamReach;
  const prefix = prefixOf(element);
  const [found] = await run(graph, viewer, { element, prefix, codes, most, asOf });
  const { ids, numbers, hops } = found!;
  const byNumber = new Map(ids.map((id, at) => [numbers[at]!, id]));
  ids.forEach((id, at) => elements.set(id, prefix + numbers[at]!));
  const isWhole = ids.length < most;
  const known = new Map<string, readonly LineageHop[]>();
  for (const [at, near] of ids.entries()) {
    const steps = once(hops[at]!);
    const own = steps.flatMap((step) => {
      const far = byNumber.get(placeOf(step));
      return far === undefined ? [] : [hopOf(near, far, step)];
    });
    const isCertain = (isWhole || own.length === steps.length) && hops[at]!.length < most && labelOf(near) !== computing[way].dated;
    if (isCertain) known.set(near, own);
  }
  return known;
}
