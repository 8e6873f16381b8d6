import type { Calibration, Group } from "./transferModel.js";

/**
 * How many predicted standard deviations an interval goes to each side to hold a new score with probability `level`: the conformal
 * quantile of the distances of hidden cells of this group (Vovk et al. 2005; Papadopoulos et al. 2002 for normalised ones), of all
 * groups where it has too few to tell; null where all are too few. Cells of one sparse column or subject are off together, so that a
 * new one counts as many of them as there are in one on average (pooled, as Dunn, Wasserman and Ramdas 2023 have it).
 */
export function conformalFactor({ conformity }: Calibration, group: Group, level: number): number | null {
  const own = conformity[group];
  return (own && own.distances.length >= leastOwn ? quantile(own.distances, level, own.distances.length / own.clusters) : null) ?? inAll(merged(conformity), level);
}
/** A .9 quantile of fewer moves by a tenth of itself with the draw. */
const leastOwn = 40;

/** Sets of a small table that hide the same cell: one by chance, one with its column, one with its subject. So many of its distances tell no more than one. */
const mostSets = 3;

const all = new WeakMap<Calibration["conformity"], Float64Array>();
function merged(conformity: Calibration["conformity"]): Float64Array {
  const made = all.get(conformity) ?? Float64Array.from(Object.values(conformity).flatMap(({ distances }) => [...distances])).sort();
  all.set(conformity, made);
  return made;
}

/** Null where the greatest isn't great enough. */
function inAll(sorted: Float64Array, level: number): number | null {
  return Math.ceil((sorted.length + mostSets) * level) <= sorted.length ? quantile(sorted, level, mostSets) : null;
}

/** `repeats`: cells that the new one comes with. The greatest where there are enough cells, but of too few columns or subjects. */
function quantile(sorted: Float64Array, level: number, repeats: number): number | null {
  const place = (more: number): number => Math.ceil((sorted.length + more) * level) - 1;
  if (place(1) >= sorted.length) return null;
  return sorted[Math.min(Math.max(place(repeats), 0), sorted.length - 1)]!;
}
