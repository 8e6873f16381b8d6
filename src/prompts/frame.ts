import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { decideTask, type TaskDecision } from "../policies/offers.js";
import { mostTokens } from "../retrieval/offers.js";
import type { Demonstration } from "./examples.js";
import { leaked } from "./leakage.js";
import { chosen, demonstrations, rules } from "./prompts.queries.js";
import { existingTask } from "../tasks/offers.js";
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
  /** Of the version, as a BCP 47 tag. */
  readonly language: string | null;
  /** Duties that bind the prompt, the nearest first. */
  readonly rules: readonly Rule[];
  /** Those that the version shows. */
  readonly shown: readonly Demonstration[];
  /** Other approved ones of the task. */
  readonly demonstrations: readonly Demonstration[];
  /** Ids of approved ones that are kept out, since an evaluation of the task could hold them. */
  readonly leakedIds: readonly string[];
  /** The most tokens that policies allow; infinite where none bounds it. */
  readonly mostTokens: number;
}

/** Examples are chosen among so many of a task, the first by key. */
const examplesRead = 256;

/**
 * The approved version, the rules and the examples of a task.
 * @throws Problem NOT_FOUND where there is no such task or no approved prompt, FORBIDDEN where policies keep prompts from being built.
 */
export async function frame(graph: Graph, viewer: Viewer, request: PromptRequest, asOf: string): Promise<Frame> {
  const { workspace, prompt, alias = null, version: tried = null, language, purpose } = request;
  const { id: task } = await existingTask(graph, viewer, { workspace, key: request.task }, asOf);
  const facts = language === null ? {} : { language };
  // Which language the version is in isn't known yet: where none is asked for, those in all languages are read beside it.
  const approved = (of: string | null) => demonstrations(graph, viewer, { task, language: of, limit: examplesRead }, asOf);
  const [decision, [version], found] = await Promise.all([
    decideTask(graph, { workspace, task, action: "PROMPT", purpose, principal: viewer.principal, asOf: request.asOf, facts }),
    chosen(graph, viewer, { task, prompt, alias, version: tried, language, asOf }), approved(language),
  ]);
  if (!decision.allowed) throw await forbidden(graph, viewer, request, decision, asOf);
  if (!version) throw notFound(request);
  const part = version.parts.find(({ state }) => state !== "APPROVED");
  if (part) throw new Problem("CONFLICT", `${version.key} embeds ${part.key}, which is ${part.state}. Write a version of it that embeds an approved one.`);
  const wanted = language ?? version.language;
  const isCut = found.length === examplesRead && wanted !== language;
  const others = isCut ? await approved(wanted) : found.filter((each) => wanted === null || each.language === null || each.language === wanted);
  const own = [...version.shown, ...others.filter(({ id }) => !version.shown.some((each) => each.id === id))];
  const [inEffect, gone] = await Promise.all([visibleRules(graph, viewer, decision.duties, asOf), leaked(graph, task, own, asOf)]);
  const nearness = new Map(decision.rules.map(({ id }, at) => [id, at]));
  return {
    taskId: task,
    versionId: version.id,
    language: version.language,
    versions: [version.key, ...version.parts.map(({ key }) => key)],
    ownerId: version.owner,
    template: { text: version.template, partials: Object.fromEntries(version.parts.map(({ prompt: key, template }) => [key, template])), types: version.variables ?? {} },
    rules: [...inEffect].sort((a, b) => (nearness.get(a.id) ?? 0) - (nearness.get(b.id) ?? 0)),
    shown: version.shown.filter(({ id }) => !gone.has(id)),
    demonstrations: own.slice(version.shown.length).filter(({ id }) => !gone.has(id)),
    leakedIds: own.filter(({ id }) => gone.has(id)).map(({ id }) => id),
    mostTokens: mostTokens(decision.bounds),
  };
}

function notFound({ task, prompt, alias = null }: PromptRequest): Problem {
  const what = alias !== null ? `version of ${prompt === null ? "a prompt of its own" : `the prompt ${JSON.stringify(prompt)}`} under the alias ${JSON.stringify(alias)}`
    : prompt === null ? "prompt, and neither has any task above it" : `version of the prompt ${JSON.stringify(prompt)}`;
  return new Problem("NOT_FOUND", `The task ${task} has no approved ${what}. Write one with upsertPrompts and upsertPromptVersions, send it in with submitForReview, and have a reviewVersion approve it.`);
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
