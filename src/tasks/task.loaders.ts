import { leaderboards } from "../evaluations/offers.js";
import { effectivePolicies, type Action, type Effective } from "../policies/offers.js";
import { batched } from "../reads/batched.js";
import { branches } from "./hierarchy.js";
import type { TaskBranch } from "./hierarchyTypes.js";
import { parentsOf, subtasksOf } from "./task.queries.js";

interface Reach {
  readonly maxDepth: number;
  readonly maxNodes: number;
  /** ISO 8601; null for now. */
  readonly asOf: string | null;
}

const nothing: TaskBranch = { nodes: [], truncated: null, frontier: [], asOf: null };

const walked = (query: typeof parentsOf) => batched<Reach, TaskBranch>(async ({ graph, viewer }, { maxDepth, maxNodes, asOf }, ids) => {
  const at = asOf ?? new Date().toISOString();
  const found = await branches(ids, (tasks, rows) => query(graph, viewer, { tasks: [...tasks], rows, asOf: at }), { maxDepth, maxNodes });
  return new Map([...found].map(([id, branch]) => [id, { ...branch, asOf, nodes: branch.nodes.map((node) => ({ ...node, asOf })) }]));
}, nothing);

export const ancestorsOf = walked(parentsOf);
export const descendantsOf = walked(subtasksOf);

interface Asked {
  readonly action: Action | null;
  readonly purpose: string | null;
  /** ISO 8601; null for now. */
  readonly asOf: string | null;
}

/** With the moment at which what it names is read; null for now. */
type Dated = Effective & { readonly asOf: string | null };

export const policiesOf = batched<Asked, readonly Dated[]>(async ({ graph, viewer }, { action, purpose, asOf }, ids) => {
  const found = await effectivePolicies(graph, viewer, { action, purpose, asOf: asOf ?? new Date().toISOString() }, ids);
  return new Map([...found].map(([id, policies]) => [id, policies.map((policy) => ({ ...policy, asOf }))]));
}, []);

export const leaderboardOf = batched<Parameters<typeof leaderboards>[2], readonly string[]>(({ graph, viewer }, asked, ids) => leaderboards(graph, viewer, asked, ids), []);
