import { grouped } from "../entity/grouped.js";
import type { LineageHop } from "./hop.js";

/**
 * Hops by the node that they lead to, those to one as they were given, which is node by node, and by type. Several edges of one type between
 * two nodes, such as data used for training and for validation, are told as one. Names are compared once a node and not once an edge: that
 * took a fifth of a walk.
 */
export function inOrder(hops: readonly LineageHop[]): readonly LineageHop[] {
  const byFar = grouped(hops, ({ far }) => far);
  return [...byFar.keys()].sort().flatMap((far) => once(byFar.get(far)!));
}

function once(hops: readonly LineageHop[]): readonly LineageHop[] {
  if (hops.length < 2) return hops;
  const told: LineageHop[] = [];
  for (const hop of hops) {
    let place = told.length;
    while (place > 0 && told[place - 1]!.near === hop.near && isBefore(hop, told[place - 1]!)) place -= 1;
    const before = told[place - 1];
    if (before === undefined || before.near !== hop.near || isBefore(before, hop)) told.splice(place, 0, hop);
  }
  return told;
}

const isBefore = (one: LineageHop, other: LineageHop): boolean => (one.computed === other.computed ? one.type < other.type : other.computed);
