/** One edge that a hop found, from a node that was reached to one that may be new. */
export interface Hop {
  readonly near: string;
  readonly far: string;
}

/** How far a walk goes. */
export interface Limits {
  /** In edges from the start. */
  readonly maxDepth: number;
  /** Nodes besides the start. */
  readonly maxNodes: number;
}

export interface Walk<H extends Hop> {
  /** Shortest distance of each node reached, in edges; the start has 0. Nearest first. */
  readonly distances: ReadonlyMap<string, number>;
  /** All hops between nodes that were reached, as they were found. */
  readonly hops: readonly H[];
  /** Null when all there is was reached; else which limit cut it, and the nodes reached from which more can be. */
  readonly cut: { readonly reason: "DEPTH" | "NODES"; readonly frontier: readonly string[] } | null;
}

/** A hop reads at most so many edges, so that no fan-out outgrows memory; queries of hops have it as their LIMIT. */
export const mostHops = 20_000;

/**
 * Walks breadth first, calling `step` once a hop with the nodes that are new; cycles do no harm. The last call, beyond the greatest
 * depth, only finds out whether anything was cut. Where hops come in a fixed order so do nodes, and what is cut.
 */
export async function breadthFirst<H extends Hop>(start: readonly string[], step: (nodes: readonly string[]) => Promise<readonly H[]>, { maxDepth, maxNodes }: Limits): Promise<Walk<H>> {
  const distances = new Map(start.map((node) => [node, 0]));
  const most = distances.size + maxNodes;
  const hops: H[] = [];
  let nodes: readonly string[] = [...distances.keys()];
  for (let depth = 1; nodes.length > 0; depth += 1) {
    const found = await step(nodes);
    const isBeyond = depth > maxDepth;
    const before = distances.size;
    const open = new Set<string>(found.length < mostHops ? [] : nodes);
    for (const { near, far } of found) {
      if (distances.has(far)) continue;
      if (isBeyond || distances.size >= most) open.add(near);
      else distances.set(far, depth);
    }
    const fresh = [...distances.keys()].slice(before);
    hops.push(...found.filter(({ far }) => distances.has(far)));
    if (open.size > 0) return { distances, hops, cut: { reason: isBeyond ? "DEPTH" : "NODES", frontier: isBeyond ? [...open] : [...open, ...fresh] } };
    if (isBeyond) break;
    nodes = fresh;
  }
  return { distances, hops, cut: null };
}
