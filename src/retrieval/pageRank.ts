/** Undirected: edge `i` joins the nodes `from[i]` and `to[i]`, which have numbers from 0 to below `size`. */
export interface WeightedGraph {
  readonly size: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Above 0. */
  readonly weight: Float64Array;
}

/** As HippoRAG 2 has it (Gutierrez et al. 2025, arXiv 2502.14802): half of the walks go on at each step, so that what is near counts. */
const usualDamping = 0.5;
/** Sum of what all nodes may still be wrong by. */
const tolerance = 1e-6;

/**
 * Personalised PageRank (Page et al. 1999; Haveliwala 2002): the share of time that a walk spends at each node which at every step goes on
 * along an edge, by weight, with probability `damping`, and else begins again. `restart` says where, and sums to 1; so does the answer. A walk
 * that stands where no edge is begins again.
 */
export function pageRank({ size, from, to, weight }: WeightedGraph, restart: Float64Array, damping = usualDamping): Float64Array {
  const strength = new Float64Array(size);
  for (let edge = 0; edge < weight.length; edge += 1) {
    strength[from[edge]!]! += weight[edge]!;
    strength[to[edge]!]! += weight[edge]!;
  }
  let rank = restart.slice();
  for (let change = Infinity; change * damping > tolerance * (1 - damping);) {
    const next = new Float64Array(size);
    let stranded = 0;
    for (let node = 0; node < size; node += 1) if (strength[node] === 0) stranded += rank[node]!;
    for (let edge = 0; edge < weight.length; edge += 1) {
      const [one, other] = [from[edge]!, to[edge]!];
      next[other]! += (rank[one]! * weight[edge]!) / strength[one]!;
      next[one]! += (rank[other]! * weight[edge]!) / strength[other]!;
    }
    change = 0;
    for (let node = 0; node < size; node += 1) {
      next[node] = damping * (next[node]! + stranded * restart[node]!) + (1 - damping) * restart[node]!;
      change += Math.abs(next[node]! - rank[node]!);
    }
    rank = next;
  }
  return rank;
}
