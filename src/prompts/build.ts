import type { Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { load, type LoadContext } from "../writes/load.js";
import { assemble, type Assembled } from "./assemble.js";
import { stated, type PromptRequest } from "./request.js";

/** Assembles a prompt and keeps a record of what it was built from, without its text. Built again, nothing is written. */
export async function build(
  context: LoadContext, request: PromptRequest, embedder: Embedder,
): Promise<{ readonly prompt: Assembled; readonly buildId: string; readonly created: boolean }> {
  const prompt = await assemble(context, request, embedder);
  const { digest, tokens, builtFrom } = prompt;
  const item = { type: "PromptBuild", digest, tokens, task: request.task, builtFrom, ...stated(request) };
  const { ids, created, errors } = await load(context, [item], { action: "buildPrompt", trusted: true });
  const [error] = errors;
  if (error) throw new Problem(error.code, error.message);
  return { prompt, buildId: ids[0]!, created: created > 0 };
}
