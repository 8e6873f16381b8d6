import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { decideTask, type TaskDecision } from "../policies/offers.js";
import { mostTokens } from "../retrieval/offers.js";
import type { Demonstration } from "./examples.js";
import { chosen, demonstrations, rules } from "./prompts.queries.js";
import { taskByKey } from "../tasks/offers.js";
import type { PromptRequest } from "./request.js";
import type { Template } from "./template.js";

/** A policy's words. */
export interface Rule {
  readonly id: string;
  readonly key: string;
  readonly text: string;
}

/** What the graph has for a task's prompt before anything is looked for or counted. */
export interface Frame {
  readonly taskId: string;
  readonly versionId: string;
  /** Keys of the version and of those that it embeds. */
  readonly versions: readonly string[];
  /** Id of the task whose prompt it is. */
  readonly ownerId: string;
  readonly template: Template;
  /** Duties that bind the prompt, the nearest first. */
  readonly rules: readonly Rule[];
  /** Those that the version shows, then the approved ones of the task. */
  readonly demonstrations: readonly Demonstration[];
  /** The most tokens that policies allow; infinite where none bounds it. */
  readonly mostTokens: number;
}

/** More approved examples than a prompt takes, so that a long one can make way. */
const examplesRead = 24;

/**
 * The approved version, the rules and the examples of a task.
 * @throws Problem NOT_FOUND where there is no such task or no approved prompt, FORBIDDEN where policies keep prompts from being built.
 */
export async function frame(graph: Graph, viewer: Viewer, request: PromptRequest, asOf: string): Promise<Frame> {
  const { workspace, prompt, language, purpose } = request;
  const [task] = await taskByKey(graph, viewer, { workspace, key: request.task }, asOf);
  if (!task) throw new Problem("NOT_FOUND", `There is no task ${JSON.stringify(request.task)} in the workspace ${workspace}. List them with { tasks(workspace: ${JSON.stringify(workspace)}) { nodes { key } } }.`);
  const facts = language === null ? {} : { language };
  const [decision, [version]] = await Promise.all([
    decideTask(graph, { workspace, task: task.id, action: "PROMPT", purpose, principal: viewer.principal, asOf: request.asOf, facts }),
    chosen(graph, viewer, { task: task.id, prompt, language, asOf }),
  ]);
  if (!decision.allowed) throw await forbidden(graph, viewer, request, decision, asOf);
  if (!version) throw new Problem("NOT_FOUND", `The task ${request.task} has no approved ${prompt === null ? "prompt, and neither has any task above it" : `version of the prompt ${JSON.stringify(prompt)}`}. Write one with upsertPrompts and upsertPromptVersions, and have a review approve it.`);
  const [inEffect, others] = await Promise.all([
    visibleRules(graph, viewer, decision.duties, asOf), demonstrations(graph, viewer, { task: task.id, language: language ?? version.language, limit: examplesRead }, asOf),
  ]);
  const nearness = new Map(decision.rules.map(({ id }, at) => [id, at]));
  return {
    taskId: task.id,
    versionId: version.id,
    versions: [version.key, ...version.parts.map(({ key }) => key)],
    ownerId: version.owner,
    template: { text: version.template, partials: Object.fromEntries(version.parts.map(({ prompt: key, template }) => [key, template])), types: version.variables ?? {} },
    rules: [...inEffect].sort((a, b) => (nearness.get(a.id) ?? 0) - (nearness.get(b.id) ?? 0)),
    demonstrations: [...version.shown, ...others.filter(({ id }) => !version.shown.some((each) => each.id === id))],
    mostTokens: mostTokens(decision.bounds),
  };
}

/** The words of policies, of those that the viewer may see: another's rule would be told to it by the prompt. They are read as of `asOf`. */
export const visibleRules = async (graph: Graph, viewer: Viewer, policies: readonly string[], asOf: string): Promise<readonly Rule[]> =>
  policies.length === 0 ? [] : rules(graph, viewer, { policies: [...policies] }, asOf);

async function forbidden(graph: Graph, viewer: Viewer, { task, purpose }: PromptRequest, { because, why }: TaskDecision, asOf: string): Promise<Problem> {
  const seen = await visibleRules(graph, viewer, because, asOf);
  const by = seen.length > 0 ? `: ${seen.map(({ key }) => key).join(", ")}` : "";
  const how = why === "OPEN" ? "Policies on prompts for it contradict each other or can't be settled" : "Policies keep prompts from being built for it";
  return new Problem("FORBIDDEN", `No prompt is built for the task ${task}${purpose === null ? "" : ` for the purpose ${purpose}`}. ${how}${by}. See them with { task(key: ${JSON.stringify(task)}) { effectivePolicies } }.`);
}
