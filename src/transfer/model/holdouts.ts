import { random } from "../../entity/random.js";
import type { ScoreCells } from "../scoreTable.js";
import { shuffled } from "../splits.js";
import { mostFew } from "./transferModel.js";

/**
 * Which cells a fit hides from itself to learn how far off it is: sets of places of cells, each hidden from a fit of its own. Every set has
 * columns and subjects without cells, with few, and with many, so that errors of all groups are seen. Large tables have one
 * set, small ones, whose fits cost nothing, several of each sort.
 */
export function holdouts(cells: ScoreCells, seed: number): readonly Int32Array[] {
  const next = random(seed);
  const n = cells.values.length;
  const folds = n < 600 ? 8 : n < 1_500 ? 3 : 1;
  if (folds === 1) return [joined(cells, [sparse(cells.columns, mixedShare, next), sparse(cells.subjects, mixedShare, next), byChance(n, cellShare, next)])];
  return [...parts(shuffled([...cells.values.keys()], next), folds), ...wholes(cells.columns, folds, next), ...wholes(cells.subjects, folds, next)].map((each) => Int32Array.from(each));
}
/** Of columns, and of subjects: so many lose all cells, and so many all but a few. */
const mixedShare = 0.07;
const cellShare = 0.12;

function joined(cells: ScoreCells, sets: readonly ReadonlySet<number>[]): Int32Array {
  return Int32Array.from(cells.values.keys()).filter((at) => sets.some((set) => set.has(at)));
}

const byChance = (n: number, share: number, next: () => number): ReadonlySet<number> => new Set(Array.from({ length: n }, (_, at) => at).filter(() => next() < share));

function sparse(side: Int32Array, share: number, next: () => number): ReadonlySet<number> {
  const chosen = shuffled([...new Set(side)], next);
  const each = Math.ceil(chosen.length * share);
  const kept = new Map(chosen.slice(0, 2 * each).map((of, i) => [of, i < each ? 0 : 1 + Math.floor(next() * mostFew)]));
  const hidden = new Set<number>();
  for (const at of shuffled([...side.keys()], next)) {
    const left = kept.get(side[at]!);
    if (left === undefined) continue;
    if (left > 0) kept.set(side[at]!, left - 1);
    else hidden.add(at);
  }
  return hidden;
}

function wholes(side: Int32Array, folds: number, next: () => number): readonly (readonly number[])[] {
  return parts(shuffled([...new Set(side)], next), folds).map((chosen) => [...side.keys()].filter((at) => chosen.includes(side[at]!)));
}

/** In parts of about equal size; none empty. */
const parts = <Value>(values: readonly Value[], count: number): readonly (readonly Value[])[] =>
  Array.from({ length: count }, (_, part) => values.filter((__, i) => i % count === part)).filter((part) => part.length > 0 && part.length < values.length);
