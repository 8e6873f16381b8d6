import type { Change } from "./change.js";
import { grouped } from "../entity/grouped.js";
import type { Target } from "./planning.js";

/** The changes of one item; written together or not at all. */
export interface Unit {
  readonly item: number;
  readonly changes: readonly Change[];
}

/** Most items a transaction, and most values: long arrays make a transaction large as well. */
const mostItems = 1000;
const mostValues = 200_000;

/** Batches in which every unit comes with or after what it refers to, but for edges in a circle. */
export function batches(changes: readonly Change[]): readonly (readonly Unit[])[] {
  const units = [...grouped(changes, ({ target }) => target.draft.item)].map(([item, own]): Unit => ({ item, changes: own }));
  const level = levels(units);
  const sorted = units.map((unit) => ({ unit, at: level.get(unit)! })).sort((left, right) => left.at - right.at || left.unit.item - right.unit.item);
  const found: Unit[][] = [[]];
  let values = 0;
  for (const { unit } of sorted) {
    values += weight(unit);
    if (found.at(-1)!.length >= mostItems || (values > mostValues && found.at(-1)!.length > 0)) {
      found.push([]);
      values = weight(unit);
    }
    found.at(-1)!.push(unit);
  }
  return found.filter((batch) => batch.length > 0);
}

const weight = ({ changes }: Unit): number =>
  changes.reduce((sum, { set }) => sum + Object.values(set).reduce<number>((all, value) => all + (Array.isArray(value) ? value.length : 1), 0), 0);

/** How far each unit is from those that refer to nothing new. What it is part of always comes first; a circle is cut anywhere else. */
function levels(units: readonly Unit[]): ReadonlyMap<Unit, number> {
  const byTarget = new Map(units.flatMap((unit) => unit.changes.map(({ target }) => [target as unknown, unit] as const)));
  const unitsOf = (unit: Unit, ends: (change: Change) => readonly unknown[]): readonly Unit[] => {
    const found = new Set<Unit>();
    for (const change of unit.changes)
      for (const end of ends(change)) {
        const other = byTarget.get(end);
        if (other && other !== unit) found.add(other);
      }
    return [...found];
  };
  const all = depth(units, (unit) => unitsOf(unit, ({ newEdges }) => newEdges.map(({ to }) => to)));
  const parents = (unit: Unit) => unitsOf(unit, ({ placedBy }) => placedBy);
  const byParts = depth(units, parents);
  const level = new Map(all);
  for (const unit of [...units].sort((left, right) => byParts.get(left)! - byParts.get(right)!))
    level.set(unit, Math.max(level.get(unit)!, ...parents(unit).map((parent) => level.get(parent)! + 1)));
  return level;
}

/** Longest way down from each unit; a way back to where it came from doesn't count. Without recursion: chains are long. */
function depth(units: readonly Unit[], belowOf: (unit: Unit) => readonly Unit[]): ReadonlyMap<Unit, number> {
  const belows = new Map(units.map((unit) => [unit, belowOf(unit)]));
  const below = (unit: Unit): readonly Unit[] => belows.get(unit)!;
  const found = new Map<Unit, number>();
  const entered = new Set<Unit>();
  for (const start of units) {
    const stack = [start];
    while (stack.length > 0) {
      const unit = stack.at(-1)!;
      if (!entered.has(unit)) {
        entered.add(unit);
        stack.push(...below(unit).filter((each) => !entered.has(each)));
        continue;
      }
      stack.pop();
      if (!found.has(unit)) found.set(unit, Math.max(0, ...below(unit).map((each) => (found.get(each) ?? -1) + 1)));
    }
  }
  return found;
}

/** Whether an end is made by this write. */
export const isNew = (end: object): end is Target => "draft" in end && (end as Target).stored === undefined;
