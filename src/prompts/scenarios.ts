import type { Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { atOnce, workThrough, type Chat } from "../models/offers.js";
import { assemble, type Assembled, type Reading } from "./assemble.js";
import { expectations, failuresOfAnswer, failuresOfPrompt, type Expectations } from "./assertions.js";
import { missing } from "./diff.js";
import { scenarios, versions } from "./prompts.queries.js";

export interface ScenarioOutcome {
  readonly itemId: string;
  /** Whether all was run and holds. */
  readonly passed: boolean;
  /** One sentence each. */
  readonly failures: readonly string[];
  /** Likewise. */
  readonly notRun: readonly string[];
}

/** What is tried. */
export interface Asked {
  readonly workspace: string;
  /** Key of a prompt version, approved or not. */
  readonly version: string;
}
/** What scenarios are run with. */
export interface Running {
  readonly embedder: Embedder;
  /** What answers the prompts; null where there is nothing that does. */
  readonly chat: Chat | null;
}
type Scenario = Awaited<ReturnType<typeof scenarios>>[number];

/**
 * Builds a prompt version for each scenario of its task that the viewer sees, has it answered where the scenario asserts something of the answer, and checks
 * what comes of it. Scenarios come by key.
 * @throws Problem NOT_FOUND for a version that the viewer doesn't see, UNAVAILABLE where the model doesn't answer.
 */
export async function runScenarios(reading: Reading, asked: Asked, running: Running): Promise<readonly (ScenarioOutcome & { readonly key: string })[]> {
  const tried: Tried[] = [];
  for (const scenario of await scenariosOf(reading, asked)) tried.push(await tryPrompt(reading, asked, scenario, running.embedder));
  return workThrough(tried, atOnce, async (each) => {
    const { id, key } = each.scenario;
    const failures = [...each.failures, ...(running.chat ? await answerFailures(each, running.chat) : [])];
    const unasked = running.chat ? 0 : each.built?.expected.answer?.length ?? 0;
    const notRun = unasked === 0 ? [] : [`${unasked} on the answer: there is no model to ask. Set EVALGRAPH_MODEL_URL and EVALGRAPH_MODEL_NAME.`];
    return { itemId: id, key, passed: failures.length === 0 && notRun.length === 0, failures, notRun };
  });
}

async function scenariosOf({ graph, viewer }: Reading, { workspace, version }: Asked): Promise<readonly Scenario[]> {
  const [found] = await versions(graph, viewer, { workspace, keys: [version] });
  return found ? scenarios(graph, viewer, { version: found.id }) : missing(version, workspace);
}

/** A scenario with its prompt, as far as that could be built. */
interface Tried {
  readonly scenario: Scenario;
  readonly failures: readonly string[];
  readonly built: { readonly prompt: Assembled; readonly expected: Expectations } | null;
}

async function tryPrompt(reading: Reading, asked: Asked, scenario: Scenario, embedder: Embedder): Promise<Tried> {
  const expected = expectations(scenario.assertions);
  if (typeof expected === "string") return { scenario, failures: [expected], built: null };
  const prompt = await orWhy(() => build(reading, asked, scenario, expected, embedder));
  return "why" in prompt ? { scenario, failures: [prompt.why], built: null } : { scenario, failures: failuresOfPrompt(prompt.value, expected.prompt ?? []), built: { prompt: prompt.value, expected } };
}

async function answerFailures({ built }: Tried, chat: Chat): Promise<readonly string[]> {
  const asserted = built?.expected.answer;
  if (!built || !asserted) return [];
  const answer = await orWhy(() => chat.answer(built.prompt.messages));
  return "why" in answer ? [answer.why] : failuresOfAnswer(answer.value, built.prompt, asserted);
}

/** What is wrong with the scenario or its prompt is a failure of it; what is wrong with the service isn't. */
async function orWhy<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly why: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Problem && error.code !== "UNAVAILABLE") return { why: error.message };
    throw error;
  }
}

const usualTokens = 4096;

function build(reading: Reading, { workspace }: Asked, { task, version, input }: Scenario, expected: Expectations, embedder: Embedder): Promise<Assembled> {
  const { language = null, ...variables } = (typeof input === "string" ? { question: input } : input ?? {}) as { readonly language?: string | null };
  return assemble(reading, {
    workspace, task, version, variables, language, maxTokens: expected.maxTokens ?? usualTokens, purpose: expected.purpose ?? null, query: expected.query ?? null,
    prompt: null, filters: { corpora: [], languages: [], domains: [], documents: [] }, asOf: null,
  }, embedder);
}
