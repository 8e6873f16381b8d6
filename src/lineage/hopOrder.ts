import type { Hop } from "../graph/breadthFirst.js";

interface TypedHop extends Hop {
  readonly type: string;
  readonly computed: boolean;
}

/**
 * Hops by the node that they lead to, those to one as they were given, which is node by node, and by type. Several edges of one type between
 * two nodes, such as data used for training and for validation, are told as one. Names are compared once a node and not once an edge, and
 * lists are filled in loops: both were a good part of a walk.
 */
export function inOrder<H extends TypedHop>(given: readonly (readonly H[])[]): readonly H[] {
  const byFar = new Map<string, H[]>();
  for (const hops of given)
    for (const hop of hops) {
      const others = byFar.get(hop.far);
      if (others) add(others, hop);
      else byFar.set(hop.far, [hop]);
    }
  const told: H[] = [];
  for (const far of [...byFar.keys()].sort()) for (const hop of byFar.get(far)!) told.push(hop);
  return told;
}

/** At its place among those from the same node, unless it is there; mostly at the end. */
function add<H extends TypedHop>(hops: H[], hop: H): void {
  let place = hops.length;
  while (place > 0 && hops[place - 1]!.near === hop.near && isBefore(hop, hops[place - 1]!)) place -= 1;
  const before = hops[place - 1];
  if (before?.near === hop.near && !isBefore(before, hop)) return;
  if (place === hops.length) hops.push(hop);
  else hops.splice(place, 0, hop);
}

const isBefore = (one: TypedHop, other: TypedHop): boolean => (one.computed === other.computed ? one.type < other.type : other.computed);
