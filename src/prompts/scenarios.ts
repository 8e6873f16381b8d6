import type { Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { assemble, type Assembled } from "./assemble.js";
import { expectations, failuresOf, type Expectations } from "./assertions.js";
import { missing } from "./diff.js";
import { scenarios, versions } from "./prompts.queries.js";

export interface ScenarioOutcome {
  readonly itemId: string;
  readonly passed: boolean;
  /** One sentence each. */
  readonly failures: readonly string[];
}

interface Asked {
  readonly workspace: string;
  /** Key of a prompt version, approved or not. */
  readonly version: string;
}
type Reading = { readonly graph: Graph; readonly viewer: Viewer };
type Scenario = Awaited<ReturnType<typeof scenarios>>[number];

/** Builds a prompt version for each scenario of its task that the viewer sees, and checks what comes of it. @throws Problem NOT_FOUND for a version that it doesn't see. */
export const runScenarios = async (reading: Reading, asked: Asked, embedder: Embedder): Promise<readonly ScenarioOutcome[]> => {
  const outcomes: ScenarioOutcome[] = [];
  for (const scenario of await scenariosOf(reading, asked)) {
    const failures = await failed(reading, asked, scenario, embedder);
    outcomes.push({ itemId: scenario.id, passed: failures.length === 0, failures });
  }
  return outcomes;
};

/** @throws Problem CONFLICT where a scenario fails, with which and why; NOT_FOUND as above. */
export async function checkScenarios(reading: Reading, asked: Asked, embedder: Embedder): Promise<void> {
  const all = await scenariosOf(reading, asked);
  const found: string[] = [];
  for (const scenario of all) {
    const [first] = await failed(reading, asked, scenario, embedder);
    if (first !== undefined) found.push(`${scenario.key}: ${first}`);
  }
  if (found.length === 0) return;
  const rest = found.length > mostTold ? ` And ${found.length - mostTold} more.` : "";
  throw new Problem("CONFLICT", `PromptVersion:${asked.version} isn't approved, as ${found.length} of the ${all.length} scenarios of its task fail. ${found.slice(0, mostTold).join(" ")}${rest} See all with { promptScenarios(version: ${JSON.stringify(asked.version)}) { item { key } failures } }.`);
}
const mostTold = 3;

async function scenariosOf({ graph, viewer }: Reading, { workspace, version }: Asked): Promise<readonly Scenario[]> {
  const [found] = await versions(graph, viewer, { workspace, keys: [version] });
  return found ? scenarios(graph, viewer, { version: found.id }) : missing(version, workspace);
}

async function failed(reading: Reading, { workspace }: Asked, { input, assertions, task, version }: Scenario, embedder: Embedder): Promise<readonly string[]> {
  const expected = expectations(assertions);
  if (typeof expected === "string") return [expected];
  try {
    return failuresOf(await built(reading, { workspace, task, version, input, expected }, embedder), expected.prompt);
  } catch (error) {
    if (error instanceof Problem && error.code !== "UNAVAILABLE") return [error.message];
    throw error;
  }
}

const usualTokens = 4096;

function built(reading: Reading, { workspace, task, version, input, expected }: { readonly workspace: string; readonly task: string; readonly version: string; readonly input: unknown; readonly expected: Expectations }, embedder: Embedder): Promise<Assembled> {
  const { language = null, ...variables } = (typeof input === "string" ? { question: input } : input ?? {}) as { readonly language?: string | null };
  return assemble(reading, {
    workspace, task, version, variables, language, maxTokens: expected.maxTokens ?? usualTokens, purpose: expected.purpose ?? null, query: expected.query ?? null,
    prompt: null, filters: { corpora: [], languages: [], domains: [], documents: [] }, asOf: null,
  }, embedder);
}
