import type { Calibration, Conformity, Group } from "./transferModel.js";

/**
 * How many predicted standard deviations an interval goes to each side to hold a new score with probability `level`: the conformal
 * quantile of the distances of hidden cells of this group (Vovk et al. 2005; Papadopoulos et al. 2002 for normalised ones), of all
 * groups where it has too few to tell; null where all are too few. Cells of one sparse column or subject are off together, so that a
 * new one counts as many of them as there are in one on average (pooled, as Dunn, Wasserman and Ramdas 2023 have it).
 */
export const conformalFactor = (calibration: Calibration, group: Group, level: number): number | null => factorOf(calibration, group, level, ({ distances, clusters }) => distances.length / clusters);

/** How many predicted standard deviations make a true one, by the distance that holds as many hidden cells of the group as one of a normal value does; null likewise. */
export const deviationFactor = (calibration: Calibration, group: Group): number | null => factorOf(calibration, group, oneDeviation, () => 1);
/** Probability that a normal value is within one standard deviation. */
const oneDeviation = 0.6827;

/** A .9 quantile of fewer moves by a tenth of itself with the draw. */
const leastOwn = 40;

function factorOf({ conformity }: Calibration, group: Group, level: number, repeatsIn: (own: Conformity) => number): number | null {
  const own = conformity[group];
  const isEnough = own !== undefined && own.distances.length >= leastOwn && place(own.distances.length, level, 1) < own.distances.length;
  return isEnough ? quantile(own.distances, level, repeatsIn(own)) : inAll(conformity, level);
}

/** Sets of a small table that hide the same cell: one by chance, one with its column, one with its subject. So many of its distances tell no more than one. */
const mostSets = 3;

const all = new WeakMap<Calibration["conformity"], Float64Array>();
function inAll(conformity: Calibration["conformity"], level: number): number | null {
  const made = all.get(conformity) ?? Float64Array.from(Object.values(conformity).flatMap(({ distances }) => [...distances])).sort();
  all.set(conformity, made);
  return place(made.length, level, mostSets) < made.length ? quantile(made, level, mostSets) : null;
}

/** Of distances that a new one joins with so many others like it; the greatest where these are of too few columns or subjects. */
const quantile = (sorted: Float64Array, level: number, repeats: number): number => sorted[Math.min(Math.max(place(sorted.length, level, repeats), 0), sorted.length - 1)]!;
const place = (cells: number, level: number, repeats: number): number => Math.ceil((cells + repeats) * level) - 1;
