import type { Calibration, Group } from "./transferModel.js";

/**
 * How many predicted standard deviations an interval goes to each side to hold a new score with probability `level`: the conformal
 * quantile of the distances of hidden cells of this group (Vovk et al. 2005; Papadopoulos et al. 2002 for normalised ones), of all
 * groups where it has too few to tell; null where all are too few.
 */
export function conformalFactor({ conformity }: Calibration, group: Group, level: number): number | null {
  const own = conformity[group];
  return (own && own.length >= leastOwn ? quantile(own, level, 1) : null) ?? quantile(merged(conformity), level, mostSets);
}
/** A .9 quantile of fewer moves by a tenth of itself with the draw. */
const leastOwn = 40;

/** Sets of a small table that hide the same cell: one by chance, one with its column, one with its subject. So many of its distances tell no more than one. */
const mostSets = 3;

const all = new WeakMap<Calibration["conformity"], Float64Array>();
function merged(conformity: Calibration["conformity"]): Float64Array {
  const made = all.get(conformity) ?? Float64Array.from(Object.values(conformity).flatMap((each) => [...each])).sort();
  all.set(conformity, made);
  return made;
}

function quantile(sorted: Float64Array, level: number, repeats: number): number | null {
  const at = Math.ceil((sorted.length + repeats) * level) - 1;
  return at < sorted.length ? sorted[Math.max(at, 0)]! : null;
}
