import { Problem } from "../entity/problem.js";
import type { Reading } from "./assemble.js";
import { runScenarios, type Asked, type Running } from "./scenarios.js";

/**
 * Runs the scenarios before a version is approved. Where some of what they assert couldn't be run, for want of a model, that has to be allowed: then it gives a
 * sentence of what was left, for the review to say; null where all was run.
 * @throws Problem CONFLICT where a scenario fails, or wasn't run and that isn't allowed; else as `runScenarios`.
 */
export async function checkScenarios(reading: Reading, asked: Asked, running: Running, allowNotRun: boolean): Promise<string | null> {
  const all = await runScenarios(reading, asked, running);
  const failed = all.filter(({ failures }) => failures.length > 0);
  const what = `PromptVersion:${asked.version} isn't approved`;
  const seeAll = `{ promptScenarios(version: ${JSON.stringify(asked.version)}) { item { key } failures notRun } }`;
  if (failed.length > 0)
    throw new Problem("CONFLICT", `${what}, as ${failed.length} of the ${all.length} scenarios of its task fail. ${listed(failed.map(({ key, failures }) => `${key}: ${failures[0]!}`), " ")} See all with ${seeAll}.`);
  const open = all.filter(({ notRun }) => notRun.length > 0);
  if (open.length === 0) return null;
  const left = `what ${open.length} of the ${all.length} scenarios of its task assert of answers was not run, as there is no model to ask`;
  if (allowNotRun) return `Approved though ${left}: ${listed(open.map(({ key }) => key), ", ")}`;
  throw new Problem("CONFLICT", `${what}, as ${left}. Set EVALGRAPH_MODEL_URL and EVALGRAPH_MODEL_NAME, or approve it with allowNotRun: true, which its review then says. See all with ${seeAll}.`);
}

const mostTold = 3;
const listed = (all: readonly string[], between: string): string => `${all.slice(0, mostTold).join(between)}${all.length > mostTold ? ` And ${all.length - mostTold} more.` : ""}`;
