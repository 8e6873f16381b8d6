import { grouped } from "../entity/grouped.js";
import type { Graph } from "../graph/database.js";
import { service, type Viewer } from "../graph/viewer.js";
import { decide, type Decision } from "./decide.js";
import { assigneesOf, onDocuments, onTasks } from "./policies.queries.js";
import type { Action, Rule, Use } from "./rule.js";

/** Who wants to do what for which task. Policies bind it whether or not it may read them: they are gathered with the service's own eyes. */
export interface Intent {
  readonly workspace: string;
  /** Id of the task. */
  readonly task: string;
  readonly action: Action;
  /** Null where none was stated: then only rules for any purpose speak. */
  readonly purpose: string | null;
  /** Key of the principal. */
  readonly principal: string;
  /** Moment whose documents and hierarchy are used, ISO 8601; null for now. It must be allowed both then and now. */
  readonly asOf: string | null;
  /** What is known of the use beforehand, such as its language. */
  readonly facts?: Use["facts"];
}

/** A policy that reaches a task, with its words. */
export interface TaskRule extends Rule {
  readonly key: string;
  readonly text: string;
  /** Ids from the task to what the policy is set on. */
  readonly path: readonly string[];
}

export interface TaskDecision extends Decision {
  /** The rules that were weighed, nearest first; what a viewer may not see is enforced all the same, so show none of them unchecked. */
  readonly rules: readonly TaskRule[];
}

/** Whether a task may be worked on in this way, with its duties and bounds. Two statements a moment: now, and `asOf` where it is another. */
export async function decideTask(graph: Graph, intent: Intent, now: string = new Date().toISOString()): Promise<TaskDecision> {
  return together(await Promise.all(moments(intent, now).map(async (at) => (await taskAt(graph, intent, { asOf: intent.asOf ?? now, at })).task)));
}

export interface DocumentsDecision {
  /** Of the task itself: where it isn't allowed, no document is. */
  readonly task: TaskDecision;
  /** Ids of the document versions that may not be used: never candidates, whatever the viewer's clearance. */
  readonly denied: readonly string[];
  /** Ids of document versions with duties or bounds of their own, with the decision on them. */
  readonly bound: ReadonlyMap<string, Decision>;
}

/** The things of one moment, `asOf`, are judged at another, `at`. */
interface Moments {
  readonly asOf: string;
  readonly at: string;
}

/**
 * Which documents of a workspace may not be used for a task. A policy on the task or above it can forbid a document, but only one
 * on the document, its domains or above permits a RESTRICTED one. Three statements a moment, whatever the number of documents.
 */
export async function decideDocuments(graph: Graph, viewer: Viewer, intent: Intent, now: string = new Date().toISOString()): Promise<DocumentsDecision> {
  const judged = await Promise.all(moments(intent, now).map((at) => documentsAt(graph, viewer, intent, { asOf: intent.asOf ?? now, at })));
  const decided = [...grouped(judged.flatMap(({ versions }) => versions), ({ id }) => id)].map(([id, each]) => [id, strictest(each.map(({ decision }) => decision))] as const);
  return {
    task: together(judged.map(({ task }) => task)),
    denied: decided.flatMap(([id, { allowed }]) => (allowed ? [] : [id])),
    bound: new Map(decided.filter(([, { allowed, duties, bounds }]) => allowed && duties.length + bounds.length > 0)),
  };
}

/** An earlier moment has its tasks and documents, retired ones too, but is no way around what was forbidden or has lapsed since. */
const moments = ({ asOf }: Intent, now: string): readonly string[] => [...new Set([now, asOf ?? now])];

/** Allowed where all are, with the duties and bounds of all; what the first refusal rests on where one refuses. */
const strictest = (decisions: readonly Decision[]): Decision => ({
  ...(decisions.find(({ allowed }) => !allowed) ?? decisions[0]!),
  duties: [...new Set(decisions.flatMap(({ duties }) => duties))].sort(),
  bounds: decisions.flatMap(({ bounds }) => bounds),
});

const together = (tasks: readonly TaskDecision[]): TaskDecision =>
  ({ ...strictest(tasks), rules: unique(tasks.flatMap(({ rules }) => rules)) });

async function documentsAt(graph: Graph, viewer: Viewer, intent: Intent, { asOf, at }: Moments) {
  const { workspace, action } = intent;
  const [{ use, gone, task }, rows] = await Promise.all([
    taskAt(graph, intent, { asOf, at }), onDocuments(graph, service, { workspace, action, asOf, at, restricted: viewer.clearance >= service.clearance }),
  ]);
  const above = task.rules.filter(({ effect }) => effect !== "PERMIT");
  return {
    task,
    versions: rows.flatMap(({ versions, restricted, reviews, rules: own }) => {
      const decision = decide(unique([...above, ...own.map((rule) => bindsWhom(rule, gone))]), use, { restricted, reviews }, Date.parse(at));
      return versions.map((id) => ({ id, decision }));
    }),
  };
}

/** The use, as who is gone by then leaves it, and what it comes to for the task itself. */
async function taskAt(graph: Graph, { workspace, principal, task, action, purpose, facts = {} }: Intent, { asOf, at }: Moments) {
  const [assignees, rows] = await Promise.all([
    assigneesOf(graph, service, { workspace, principal, task, asOf: at }, asOf), onTasks(graph, service, { tasks: [task], action, asOf: at }, asOf),
  ]);
  const use: Use = { action, purpose, facts, assignees: new Set(assignees.map(({ id }) => id)) };
  const gone = new Set(assignees.filter((each) => each.gone).map(({ id }) => id));
  const rules: readonly TaskRule[] = rows.map((row) => bindsWhom({ ...row, assignees: [...row.principals, ...row.tasks] }, gone));
  return { use, gone, task: { ...decide(rules, use, { restricted: false, reviews: [] }, Date.parse(at)), rules } };
}

/** A row's two columns on assignees as the one of a rule: hidden ones still make it a rule for some, and who is gone is permitted nothing. */
const bindsWhom = <R extends { readonly effect: Rule["effect"]; readonly everyone: boolean; readonly assignees: readonly string[] }>({ everyone, ...row }: R, gone: ReadonlySet<string>) =>
  ({ ...row, assignees: everyone ? null : row.effect === "PERMIT" ? row.assignees.filter((id) => !gone.has(id)) : row.assignees });

const unique = <R extends Rule>(rules: readonly R[]): readonly R[] => [...new Map(rules.map((rule) => [rule.id, rule])).values()];
