import { breadthFirst, mostHops, type Hop, type Limits } from "../graph/breadthFirst.js";

/** What one task has above or below it. */
export interface Branch {
  /** Ids with their distance from the task, nearest first. */
  readonly nodes: readonly { readonly task: string; readonly depth: number }[];
  /** Which limit left something out; null where nothing is. */
  readonly truncated: "DEPTH" | "NODES" | null;
  /** Ids of the tasks to go on from. */
  readonly frontier: readonly string[];
}

/**
 * Walks from many tasks at once, one call of `step` a hop, and gives each its own branch: as deep and as large as `limits` allow
 * each of them.
 */
export async function branches(tasks: readonly string[], step: (tasks: readonly string[], rows: number) => Promise<readonly Hop[]>, limits: Limits): Promise<ReadonlyMap<string, Branch>> {
  const rungs = new Map<string, string[]>();
  const hop = async (some: readonly string[]) => {
    const found = await step(some, mostHops);
    for (const near of some) rungs.set(near, []);
    for (const { near, far } of found) rungs.get(near)!.push(far);
    return found;
  };
  await breadthFirst(tasks, hop, { ...limits, maxNodes: limits.maxNodes * tasks.length });
  return new Map(tasks.map((task) => [task, branch(task, rungs, limits)]));
}

/** The part that belongs to one task; a node without rungs was reached, but not walked from. */
export function branch(task: string, rungs: ReadonlyMap<string, readonly string[]>, { maxDepth, maxNodes }: Limits): Branch {
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
