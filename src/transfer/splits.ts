import { random } from "../entity/random.js";

/** Which cells a fit may not see: pairs of model and task by name. */
export interface Split {
  readonly hidden: readonly (readonly [model: string, task: string])[];
}

/** A cell that holds a score, by the names of its model and its task. */
export interface NamedCell {
  readonly model: string;
  readonly task: string;
}

/** This share of all cells, 0 to 1, by chance. */
export function hiddenCells(cells: readonly NamedCell[], share: number, seed: number): Split {
  const next = random(seed);
  return named(cells.filter(() => next() < share));
}

/**
 * Of a fifth of the tasks, all cells but `runs` that are drawn for each (new tasks, evaluated so often); tasks with fewer than `runs` + 5 cells stay as they are.
 * Equal seeds choose equal tasks whatever `runs` is, so that learning curves are of the same tasks.
 */
export const newTasks = (cells: readonly NamedCell[], runs: number, seed: number): Split => few(cells, "task", runs, seed);

/** The same for models. */
export const newModels = (cells: readonly NamedCell[], runs: number, seed: number): Split => few(cells, "model", runs, seed);

/** All cells of the models that came out after `from`, epoch milliseconds; models without a date are seen. */
export const releasedAfter = (cells: readonly NamedCell[], releasedAt: ReadonlyMap<string, number>, from: number): Split =>
  named(cells.filter(({ model }) => (releasedAt.get(model) ?? -Infinity) > from));

/** The moment after which the newest share of the models with a date came out. */
export function newestShare(releasedAt: ReadonlyMap<string, number>, share: number): number {
  const dates = [...releasedAt.values()].sort((one, other) => one - other);
  return dates[Math.max(Math.ceil(dates.length * (1 - share)) - 1, 0)] ?? Infinity;
}

function few(cells: readonly NamedCell[], side: "model" | "task", runs: number, seed: number): Split {
  const next = random(seed);
  const all = [...new Set(cells.map((cell) => cell[side]))];
  const chosen = new Set(shuffled(all, next).slice(0, Math.ceil(all.length * shareOfNew)));
  const ordered = new Map<string, NamedCell[]>();
  for (const cell of shuffled(cells, next)) if (chosen.has(cell[side])) ordered.set(cell[side], [...(ordered.get(cell[side]) ?? []), cell]);
  return named([...ordered.values()].filter((own) => own.length >= runs + leastHidden).flatMap((own) => own.slice(runs)));
}
const shareOfNew = 0.2;
const leastHidden = 5;

const named = (cells: readonly NamedCell[]): Split => ({ hidden: cells.map(({ model, task }) => [model, task] as const) });

/** By Fisher and Yates, as Durstenfeld (1964) has it; a copy. */
export function shuffled<Value>(values: readonly Value[], next: () => number): Value[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
