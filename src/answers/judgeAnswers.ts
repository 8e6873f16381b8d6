import { Problem } from "../entity/problem.js";
import { atOnce, workThrough, type Chat } from "../models/offers.js";
import { markSecret } from "../retrieval/offers.js";
import type { LoadContext } from "../writes/load.js";
import type { JudgedCase } from "./evaluate.js";
import { lacking, type Judge } from "./judge.js";
import { judgePrompt, variablesOf } from "./judgePrompt.js";
import { unmeasured, type Measured } from "./measures/measured.js";
import { verdictIn } from "./scale.js";

/**
 * What a judge says of answers, in their order; where it gives no verdict there is none, with the reason. One question an answer.
 * @throws Problem BAD_INPUT where the model isn't the judge's, UNAVAILABLE where it doesn't answer at all.
 */
export async function judgeAnswers({ graph, viewer }: Pick<LoadContext, "graph" | "viewer">, judge: Judge, chat: Chat, cases: readonly JudgedCase[], progress: (done: number, total: number) => void = () => {}): Promise<readonly Measured[]> {
  if (chat.model !== judge.model)
    throw new Problem("BAD_INPUT", `SystemVersion:${judge.key} judges by the model ${JSON.stringify(judge.model)}, and EVALGRAPH_MODEL_NAME is ${JSON.stringify(chat.model)}. Set that to the judge's model, or write a version of the judge with another.`);
  const secret = await markSecret(graph, viewer);
  let done = 0;
  return workThrough(cases, atOnce, async (each) => {
    const verdict = await verdictOn(each);
    progress(done += 1, cases.length);
    return verdict;
  });

  async function verdictOn(each: JudgedCase): Promise<Measured> {
    const own = await each.forJudge();
    if ("withheld" in own) return unmeasured(own.withheld);
    const values = variablesOf(each, own.passages);
    const gap = lacking(judge, values);
    if (gap !== undefined) return unmeasured(`The judge's prompt needs a value for ${JSON.stringify(gap)}, which the answer comes without.`);
    try {
      return verdictIn(judge.scale, await chat.answer(judgePrompt(judge.template, values, secret), { seed: judge.seed, maxTokens: judge.maxTokens }));
    } catch (error) {
      if (error instanceof Problem && error.code === "BAD_INPUT") return unmeasured(error.message);
      throw error;
    }
  }
}
