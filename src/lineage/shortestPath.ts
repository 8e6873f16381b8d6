import type { Cut, Found, Hop, Limits } from "../graph/breadthFirst.js";

type Step<H> = (nodes: readonly string[], most: number) => Promise<Found<H & Hop>>;

/** A path as it was found: from a start to where the two sides met, and on to an end. */
export interface Path<H extends Hop> {
  readonly meets: string;
  readonly there: readonly H[];
  /** Found from the end: each leads from its `far` on to its `near`. */
  readonly onward: readonly H[];
}

/** How a search ended: with a path, by a limit (`cut`), or with the proof that there is none. A path with a cut is one than which a shorter may exist. */
export interface Search<H extends Hop> {
  readonly path: Path<H> | null;
  readonly cut: Cut | null;
}

/** One end of a search, and what was reached from it. */
interface Side<H extends Hop> {
  readonly step: Step<H>;
  /** Nodes with the hop that found each, null for the end itself. */
  readonly found: Map<string, H | null>;
  readonly distances: Map<string, number>;
  /** Nodes that it may reach, the end itself among them. */
  readonly room: number;
  /** Nodes that weren't walked from yet, all at one distance. */
  fresh: readonly string[];
  /** Whether nodes were left out, so that it can't be walked on. */
  isCut: boolean;
}

/**
 * A shortest path from one of `starts` to one of `ends`, breadth first from both: each time from the side with fewer nodes to walk
 * from, so that of a fan-out of b and a distance of d about b^(d/2) nodes are met and not b^d. `forth` steps along the path, `back`
 * against it, from the ends. `maxNodes` are those that each side reaches. A side that has nothing left to walk from proves that there is
 * no path; one that is full waits for the other, and where both are what they left out may lie on a shorter way. Of paths equally long it is the same one each time.
 */
export async function shortestPath<H extends Hop>(
  starts: readonly string[], ends: readonly string[], { forth, back }: { readonly forth: Step<H>; readonly back: Step<H> }, { maxDepth, maxNodes, maxMilliseconds = Infinity }: Limits,
): Promise<Search<H>> {
  const end = performance.now() + maxMilliseconds;
  const near = side<H>(starts, forth, maxNodes);
  const far = side<H>(ends, back, maxNodes);
  for (let length = 0; ; length += 1) {
    const meets = meeting(near, far);
    if (meets !== null) return { path: { meets, there: wayTo(near, meets).reverse(), onward: wayTo(far, meets) }, cut: near.isCut && far.isCut ? "NODES" : null };
    const isOver = [near, far].some(({ fresh, isCut }) => fresh.length === 0 && !isCut);
    if (isOver) return { path: null, cut: null };
    if (length === maxDepth) return { path: null, cut: "DEPTH" };
    if (near.isCut && far.isCut) return { path: null, cut: "NODES" };
    if (performance.now() > end) return { path: null, cut: "TIME" };
    await advance(far.isCut || (!near.isCut && near.fresh.length <= far.fresh.length) ? near : far);
  }
}

function side<H extends Hop>(nodes: readonly string[], step: Step<H>, maxNodes: number): Side<H> {
  return { step, room: nodes.length + maxNodes, found: new Map(nodes.map((node) => [node, null])), distances: new Map(nodes.map((node) => [node, 0])), fresh: nodes, isCut: false };
}

/** One hop on; of the hops that find a node the first is kept. */
async function advance<H extends Hop>(walked: Side<H>): Promise<void> {
  const { found, distances, fresh, room } = walked;
  const distance = distances.get(fresh[0]!)! + 1;
  const { hops, isWhole } = await walked.step(fresh, room + 1);
  const next: string[] = [];
  for (const hop of hops) {
    if (found.has(hop.far)) continue;
    if (found.size >= room) walked.isCut = true;
    else {
      found.set(hop.far, hop);
      distances.set(hop.far, distance);
      next.push(hop.far);
    }
  }
  walked.isCut ||= !isWhole;
  walked.fresh = next;
}

/** The node that both reached with the shortest way through it; of several the first by name. */
function meeting<H extends Hop>(near: Side<H>, far: Side<H>): string | null {
  const [few, many] = near.found.size <= far.found.size ? [near, far] : [far, near];
  let best: readonly [length: number, node: string] | null = null;
  for (const [node, distance] of few.distances) {
    const other = many.distances.get(node);
    if (other === undefined) continue;
    const length = distance + other;
    if (best === null || length < best[0] || (length === best[0] && node < best[1])) best = [length, node];
  }
  return best && best[1];
}

/** The hops that found a node, back to its end. */
function wayTo<H extends Hop>({ found }: Side<H>, node: string): H[] {
  const way: H[] = [];
  for (let hop = found.get(node)!; hop !== null; hop = found.get(hop.near)!) way.push(hop);
  return way;
}
