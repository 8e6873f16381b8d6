import { grouped } from "../entity/grouped.js";
import type { Cut, Hop } from "../graph/breadthFirst.js";

/** What one task has above or below it. */
export interface Branch {
  /** Ids with their distance from the task, nearest first. */
  readonly nodes: readonly { readonly task: string; readonly depth: number }[];
  /** Which limit left something out; null where nothing is. */
  readonly truncated: Exclude<Cut, "TIME"> | null;
  /** Ids of the tasks to go on from. */
  readonly frontier: readonly string[];
}

/** How far each branch goes. */
export interface BranchLimits {
  readonly maxDepth: number;
  readonly maxNodes: number;
}

/** A statement reads at most so many edges, so that no fan-out outgrows memory: its LIMIT, and far more than the largest branch. */
export const mostRungs = 20_000;

/**
 * The edges from these tasks, all of one task before those of the next; where they are as many as `rows` the last task's may be left
 * out in part, and those of others altogether.
 */
type Step = (tasks: readonly string[], rows: number) => Promise<readonly Hop[]>;
type Rungs = ReadonlyMap<string, readonly string[]>;

/**
 * Walks from many tasks at once and gives each its own branch: as deep and as large as `limits` allow each of them, whatever the
 * others hold. One call of `step` a hop, and more where one can't tell all. The last, beyond the greatest depth, finds out whether
 * anything was cut.
 */
export async function branches(tasks: readonly string[], step: Step, limits: BranchLimits, rows: number = mostRungs): Promise<ReadonlyMap<string, Branch>> {
  const rungs = new Map<string, readonly string[]>();
  for (;;) {
    const open = new Set(tasks.flatMap((task) => unwalked(branch(task, rungs, limits), rungs, limits)));
    if (open.size === 0) return new Map(tasks.map((task) => [task, branch(task, rungs, limits)]));
    for (const [task, fars] of await climbed([...open], step, rows)) rungs.set(task, fars);
  }
}

/** Where a branch goes on; nowhere once it is full and more is known to follow. */
const unwalked = ({ nodes, frontier }: Branch, rungs: Rungs, { maxNodes }: BranchLimits): readonly string[] =>
  nodes.length >= maxNodes && frontier.some((task) => rungs.has(task)) ? [] : frontier.filter((task) => !rungs.has(task));

/** Rungs of the tasks that one statement tells of to the end; of one that fills it alone, as many as that, which is more than any branch takes. */
async function climbed(tasks: readonly string[], step: Step, rows: number): Promise<Rungs> {
  const found = await step(tasks, rows);
  const rungs = grouped(found, ({ near }) => near);
  if (found.length >= rows && rungs.size > 1) rungs.delete(found.at(-1)!.near);
  const told = found.length < rows ? tasks : [...rungs.keys()];
  return new Map(told.map((task) => [task, (rungs.get(task) ?? []).map(({ far }) => far)]));
}

/** The part that belongs to one task; a node without rungs was reached, but not walked from. */
export function branch(task: string, rungs: Rungs, { maxDepth, maxNodes }: BranchLimits): Branch {
  const depths = new Map([[task, 0]]);
  for (const [near, depth] of depths) {
    if (depth === maxDepth) continue;
    for (const far of rungs.get(near) ?? []) if (depths.size <= maxNodes) depths.set(far, depths.get(far) ?? depth + 1);
  }
  const frontier = [...depths.keys()].filter((near) => !rungs.has(near) || rungs.get(near)!.some((far) => !depths.has(far)));
  return {
    nodes: [...depths].slice(1).map(([id, depth]) => ({ task: id, depth })),
    truncated: frontier.length === 0 ? null : frontier.every((near) => depths.get(near) === maxDepth) ? "DEPTH" : "NODES",
    frontier,
  };
}
