import { random } from "../../entity/random.js";
import type { ScoreCells } from "../scoreTable.js";
import { shuffled } from "../splits.js";
import { mostFew, mostSome } from "./transferModel.js";

/**
 * Which cells a fit hides from itself to learn how far off it is: sets of places of cells, each hidden from a fit of its own. Sets of a large table
 * have columns and subjects without cells, with few, with some and with many, so that errors of all groups are seen. Small tables, whose fits cost
 * nothing, have several sets of each sort.
 */
export function holdouts(cells: ScoreCells, seed: number): readonly Int32Array[] {
  const next = random(seed);
  const n = cells.values.length;
  const places = [...cells.values.keys()];
  const [columns, subjects] = [cells.columns, cells.subjects].map((side) => shuffled([...new Set(side)], next)) as [number[], number[]];
  if (n < mostOfSmall) {
    const folds = n < mostOfSmallest ? 8 : 3;
    const wholes = (side: Int32Array, all: readonly number[]) => parts(all, folds).map((chosen) => places.filter((at) => chosen.includes(side[at]!)));
    return [...parts(shuffled(places, next), folds), ...wholes(cells.columns, columns), ...wholes(cells.subjects, subjects)].map((each) => Int32Array.from(each));
  }
  return Array.from({ length: n < mostOfMedium ? 4 : n < mostOfLarge ? 2 : 1 }, (_, set) => {
    const hidden = new Set([...sparse(cells.columns, part(columns, set), next), ...sparse(cells.subjects, part(subjects, set), next)]);
    for (const at of places) if (next() < cellShare) hidden.add(at);
    return Int32Array.from(hidden).sort();
  });
}
/** Cells up to which a table has many small fits, then four, and two: its fits take milliseconds, seconds, and many seconds. */
const [mostOfSmallest, mostOfSmall, mostOfMedium, mostOfLarge] = [600, 1_500, 40_000, 100_000];
const cellShare = 0.12;

/** Of columns, and of subjects, that become sparse in a set: each set has others. */
const sparseShare = 0.15;
function part(all: readonly number[], set: number): readonly number[] {
  const each = Math.ceil(all.length * sparseShare);
  return all.slice(set * each, (set + 1) * each);
}

/** The cells to hide so that of each chosen one as many are left as its turn says: none, few, none, some. */
function sparse(side: Int32Array, chosen: readonly number[], next: () => number): readonly number[] {
  const left = new Map(chosen.map((of, turn) => [of, turn % 2 === 0 ? 0 : turn % 4 === 1 ? between(1, mostFew, next) : between(mostFew + 1, mostSome, next)]));
  return shuffled([...side.keys()], next).filter((at) => {
    const count = left.get(side[at]!);
    if (count === undefined) return false;
    left.set(side[at]!, count - 1);
    return count <= 0;
  });
}
const between = (least: number, most: number, next: () => number): number => least + Math.floor(next() * (most - least + 1));

/** In parts of about equal size; none empty, none everything. */
const parts = <Value>(values: readonly Value[], count: number): readonly (readonly Value[])[] =>
  Array.from({ length: count }, (_, at) => values.filter((__, i) => i % count === at)).filter((each) => each.length > 0 && each.length < values.length);
