import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { usualEmbedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { random } from "../entity/random.js";
import { Evaluation } from "../evaluations/evaluation.js";
import type { Context } from "../reads/context.js";
import { pairedBootstrap } from "../statistics/pairedBootstrap.js";
import { summary } from "../statistics/summary.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { writing } from "../types/writing.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import { checkMay } from "../writes/may.js";
import { once } from "../writes/once.js";
import { measureQueries, type MeasuredQueries } from "./evaluate.js";
import { EvaluateRetrievalInput, RetrievalEvaluation, type RetrievalMeasure } from "./evaluation.types.js";
import type { JudgedQueries } from "./judgedQueries.js";
import { usualMeasures } from "./metrics.js";
import { metricsAmong } from "./retrieval.queries.js";
import { searchConfig, type SearchConfig } from "./searchConfig.js";

linked(RetrievalEvaluation, { evaluations: { type: () => [Evaluation], description: "The records: that of the search, then that of the other one.", of: ({ evaluationIds }) => evaluationIds } });

@Resolver()
export class RetrievalEvaluationResolver {
  @Mutation(() => RetrievalEvaluation, { description: "Retrieves for judged queries as `retrieveContext` does, measures the rankings of documents, and records the values query by query. Of a configuration the candidates, weights, feedback and reranking count: floor, duplicates and hits shape packs, not rankings. With `against` both searches are measured on the documents of one moment." })
  async evaluateRetrieval(
    @Arg("input", () => EvaluateRetrievalInput, { description: "The search, and the queries." }) input: EvaluateRetrievalInput,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<RetrievalEvaluation> {
    if (!(input.interval > 0 && input.interval < 1)) throw new Problem("BAD_INPUT", `interval is ${input.interval}; expected over 0 and under 1, such as .95.`);
    const own = writing(context, workspace);
    checkMay(own.viewer, "write", "evaluateRetrieval", own.workspace);
    return once(own, idempotencyKey, { act: "write", action: "evaluateRetrieval", input }, async () => {
      const { config, against = null, taskVersion, data, split = null, corpora } = input;
      await context.reads.locate([{ type: "TaskVersion", key: taskVersion }, { type: "DatasetVersion", key: data }, ...corpora.map((key) => ({ type: "Corpus", key }))], own.workspace);
      const configs: SearchConfig[] = [];
      for (const key of against === null ? [config] : [config, against]) configs.push(await searchConfig(own.graph, own.viewer, own.workspace, key));
      const queries: JudgedQueries = { workspace: own.workspace, taskVersion, data, split: split || null, corpora };
      const measured = await measureQueries(own, queries, usualEmbedder(), configs.map(({ settings }) => settings));
      const evaluationIds = await recorded(own, queries, configs, measured);
      return { evaluationIds, queries: measured.items.length, unasked: measured.unasked, measures: compared(measured, input.interval) };
    });
  }
}

/** Records an evaluation for each search, and the metrics that aren't there yet; the ids of the evaluations. */
async function recorded(own: LoadContext, { workspace, taskVersion, data, split, corpora }: JudgedQueries, configs: readonly SearchConfig[], { items, values, unasked }: MeasuredQueries): Promise<readonly string[]> {
  const known = await metricsAmong(own.graph, own.viewer, { workspace, keys: usualMeasures.map(({ key }) => key) });
  const metrics = usualMeasures.filter(({ key }) => !known.some((each) => each.key === key))
    .map(({ key, name }): Item => ({ type: "Metric", key, title: name, family: key.replace(/@\d+$/, ""), min: 0, max: 1, better: "HIGHER", aggregation: "mean" }));
  const at = new Date().toISOString();
  const evaluations = configs.map(({ key: config }, search): Item => ({
    type: "Evaluation", subject: { type: "RetrievalConfigVersion", key: config }, taskVersion, data: { key: data, ...(split !== null && { split }) }, at,
    ...(corpora.length > 0 && { attributes: { corpora } }),
    scores: usualMeasures.map(({ key }, measure) => {
      const each = values[search]![measure]!;
      const { mean, stdErr } = summary(each);
      return { metric: key, value: mean, n: items.length, errors: unasked.length, ...(stdErr !== null && { stdErr }), items: [{ keys: [...items], values: [...each] }] };
    }),
  }));
  const { ids, errors: [wrong] } = await load(own, [...metrics, ...evaluations], { action: "evaluateRetrieval" });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return ids.slice(metrics.length) as readonly string[];
}

function compared({ values: [own, other] }: MeasuredQueries, level: number): readonly RetrievalMeasure[] {
  return usualMeasures.map(({ key }, measure) => {
    const { mean, stdErr } = summary(own![measure]!);
    const against = other && summary(other[measure]!).mean;
    const paired = other && pairedBootstrap(own![measure]!, other[measure]!, { level, random: random(resampling) });
    return { metric: key, value: mean, stdErr, against: against ?? null, difference: against === undefined ? null : mean - against, low: paired?.low ?? null, high: paired?.high ?? null };
  });
}
/** The same figures give the same interval. */
const resampling = 1;
