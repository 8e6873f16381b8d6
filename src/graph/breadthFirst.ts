/** One edge that a hop found, from a node that was reached to one that may be new. */
export interface Hop {
  readonly near: string;
  readonly far: string;
}

/** What a hop found. */
export interface Found<H extends Hop> {
  /** In an order that the graph alone decides: it decides in turn what is left out where not all is taken. */
  readonly hops: readonly H[];
  /** Whether it is all there is. */
  readonly isWhole: boolean;
}

/** How far a walk goes. */
export interface Limits {
  /** In edges from the start; from the nearest of it, where that has distances of its own. */
  readonly maxDepth: number;
  /** Nodes besides the start. */
  readonly maxNodes: number;
  /** Looked at after each hop; as long as it takes unless given. */
  readonly maxMilliseconds?: number;
}

/** What else there is to say about a walk. */
export interface Bounds extends Limits {
  /** Whether a node that is reached is walked on from; all are unless given. */
  readonly isEnd?: (node: string) => boolean;
  /** Nodes reached before, by an earlier part of the same walk: not reached again, but edges to them are told. */
  readonly before?: ReadonlySet<string>;
}

/** Which limit ended a walk. */
export type Cut = "DEPTH" | "NODES" | "TIME";

export interface Walk<H extends Hop> {
  /** Shortest distance of each node reached, in edges; the start has its own. Nearest first. */
  readonly distances: ReadonlyMap<string, number>;
  /** All hops from the nodes that were walked from to those reached, as they were found. */
  readonly hops: readonly H[];
  /** Null when all there is was reached; else which limit cut it, and the nodes reached from which more can be. All hops of the others are there. */
  readonly cut: { readonly reason: Cut; readonly frontier: readonly string[] } | null;
}

/**
 * Walks breadth first from nodes with their distances, calling `step` once a hop with the nodes that are new; cycles do no harm.
 * A step may leave out what goes beyond `most` different far nodes: more than that are never reached. The last call, beyond the
 * greatest depth, finds the edges among what was reached and whether anything was cut.
 */
export async function breadthFirst<H extends Hop>(
  start: ReadonlyMap<string, number>, step: (nodes: readonly string[], most: number) => Promise<Found<H>>,
  { maxDepth, maxNodes, maxMilliseconds = Infinity, isEnd = () => false, before = new Set() }: Bounds,
): Promise<Walk<H>> {
  const end = performance.now() + maxMilliseconds;
  const distances = new Map([...start].sort(([, one], [, other]) => one - other));
  const waiting = [...distances];
  const least = waiting[0]?.[1] ?? 0;
  const room = distances.size + maxNodes;
  const hops: H[] = [];
  let fresh: string[] = [];
  for (let depth = least + 1; fresh.length + waiting.length > 0; depth += 1) {
    const nodes = fresh;
    while (waiting.length > 0 && waiting[0]![1] < depth) nodes.push(waiting.shift()![0]);
    if (nodes.length === 0) continue;
    const isBeyond = depth > least + maxDepth;
    const { hops: found, isWhole } = await step(nodes, room + before.size + 1);
    const open = new Set<string>(isWhole ? [] : nodes);
    fresh = [];
    for (const hop of found) {
      const isReached = distances.has(hop.far) || before.has(hop.far);
      if (!isReached && (isBeyond || distances.size >= room)) {
        open.add(hop.near);
        continue;
      }
      hops.push(hop);
      if (isReached) continue;
      distances.set(hop.far, depth);
      if (!isEnd(hop.far)) fresh.push(hop.far);
    }
    const left = [...open, ...fresh, ...waiting.map(([node]) => node)];
    if (left.length > 0 && (isBeyond || open.size > 0)) return { distances, hops, cut: { reason: isBeyond ? "DEPTH" : "NODES", frontier: left } };
    if (left.length > 0 && performance.now() > end) return { distances, hops, cut: { reason: "TIME", frontier: left } };
  }
  return { distances, hops, cut: null };
}
