import { grouped } from "../entity/grouped.js";
import { labelOf } from "../reads/row.js";

/** How many nodes were reached, in two ways; the start is left out. */
export interface Facets {
  /** Most first. */
  readonly kinds: readonly { readonly type: string; readonly count: number }[];
  /** Nearest first. */
  readonly distances: readonly { readonly distance: number; readonly count: number }[];
}

/** Counts of nodes by kind and by distance, those at 0 left out. */
export function facetsOf(nodes: readonly { readonly node: string; readonly distance: number }[]): Facets {
  const reached = nodes.filter(({ distance }) => distance > 0);
  const kinds = [...grouped(reached, ({ node }) => labelOf(node))].map(([type, some]) => ({ type, count: some.length }));
  const distances = [...grouped(reached, ({ distance }) => distance)].map(([distance, some]) => ({ distance, count: some.length }));
  return { kinds: kinds.sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)), distances: distances.sort((a, b) => a.distance - b.distance) };
}
