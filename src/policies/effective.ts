import { grouped } from "../entity/grouped.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { verdicts, type Verdict } from "./decide.js";
import { onTasks } from "./policies.queries.js";
import type { Action } from "./rule.js";

/** A policy version that reaches a task, by ids, with what it comes to beside the others that the viewer sees. */
export interface Effective {
  readonly policyVersion: string;
  readonly outcome: Verdict["outcome"];
  readonly by: readonly string[];
  /** From the task to what the policy is set on. */
  readonly path: readonly string[];
}

export interface Asked {
  /** Null for all actions. */
  readonly action: Action | null;
  /** Null for every purpose, each judged by itself; else rules for this purpose and for any. */
  readonly purpose: string | null;
  /** ISO 8601. */
  readonly asOf: string;
}

/** The effective policies of many tasks, nearest first, in one statement. Those that bind only other tasks are left out. */
export async function effectivePolicies(graph: Graph, viewer: Viewer, { action, purpose, asOf }: Asked, tasks: readonly string[]): Promise<ReadonlyMap<string, readonly Effective[]>> {
  const rows = await onTasks(graph, viewer, { tasks: [...tasks], action, asOf });
  const about = rows.filter((row) => (purpose === null || row.purpose === null || row.purpose === purpose) && (row.everyone || row.principals.length + row.tasks.length > 0));
  return new Map([...grouped(about, ({ task }) => task)].map(([task, own]) => {
    const rules = own.map((row) => ({ ...row, assignees: row.everyone ? null : [...row.principals, ...row.tasks] }));
    const weighed = verdicts(rules, { purpose, assignees: new Set(own.flatMap((row) => row.tasks)) });
    return [task, weighed.map(({ id, outcome, by }, at): Effective => ({ policyVersion: id, outcome, by, path: own[at]!.path }))];
  }));
}
