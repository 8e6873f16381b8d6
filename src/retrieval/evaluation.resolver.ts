import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { localEmbedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { random } from "../entity/random.js";
import { Evaluation } from "../evaluations/evaluation.js";
import type { Context } from "../reads/context.js";
import { sentOnce } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { writing } from "../types/writing.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import { once } from "../writes/once.js";
import { measureQueries, type JudgedQueries, type MeasuredQueries } from "./evaluate.js";
import { EvaluateRetrievalInput, RetrievalEvaluation, type RetrievalMeasure } from "./evaluation.types.js";
import { usualMeasures } from "./metrics.js";
import { pairedBootstrap } from "./pairedBootstrap.js";
import { metricsAmong } from "./retrieval.queries.js";
import { searchConfig } from "./searchConfig.js";

linked(RetrievalEvaluation, { evaluations: { type: () => [Evaluation], description: "The records: that of the search, then that of the other one.", of: ({ evaluationIds }) => evaluationIds } });

@Resolver()
export class RetrievalEvaluationResolver {
  @Mutation(() => RetrievalEvaluation, { description: "Retrieves for judged queries as `retrieveContext` does, measures the rankings of documents, and records the values query by query. With `against` both searches are measured now, over the same documents." })
  async evaluateRetrieval(
    @Arg("input", () => EvaluateRetrievalInput, { description: "The search, and the queries." }) input: EvaluateRetrievalInput,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, { nullable: true, description: "Workspace; the default unless given." }) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<RetrievalEvaluation> {
    if (!(input.interval > 0 && input.interval < 1)) throw new Problem("BAD_INPUT", `interval is ${input.interval}; expected over 0 and under 1, such as .95.`);
    const own = writing(context, workspace);
    return once(own, idempotencyKey, { act: "write", action: "evaluateRetrieval", input }, async () => {
      const keys = [input.config, ...(input.against == null ? [] : [input.against])];
      const queries: JudgedQueries = { workspace: own.workspace, taskVersion: input.taskVersion, data: input.data, split: input.split ?? null, corpora: input.corpora };
      const found: { readonly config: string; readonly measured: MeasuredQueries }[] = [];
      for (const key of keys) found.push(await measuredWith(own, key, queries));
      const [first, other] = found as [(typeof found)[0], (typeof found)[0]?];
      const evaluationIds = await recorded(own, queries, found);
      return { evaluationIds, queries: first.measured.items.length, unasked: first.measured.unasked, measures: compared(first.measured, other?.measured ?? null, input.interval) };
    });
  }
}

async function measuredWith({ graph, viewer }: LoadContext, key: string, queries: JudgedQueries) {
  const { key: config, settings } = await searchConfig(graph, viewer, queries.workspace, key);
  return { config, measured: await measureQueries({ graph, viewer }, queries, localEmbedder(), settings) };
}

/** Records an evaluation for each search, and the metrics that aren't there yet; the ids of the evaluations. */
async function recorded(own: LoadContext, { workspace, taskVersion, data, split }: JudgedQueries, found: readonly { readonly config: string; readonly measured: MeasuredQueries }[]): Promise<readonly string[]> {
  const known = await metricsAmong(own.graph, own.viewer, { workspace, keys: usualMeasures.map(({ key }) => key) });
  const metrics = usualMeasures.filter(({ key }) => !known.some((each) => each.key === key))
    .map(({ key, name }): Item => ({ type: "Metric", key, title: name, family: key.replace(/@\d+$/, ""), min: 0, max: 1, better: "HIGHER", aggregation: "mean" }));
  const at = new Date().toISOString();
  const evaluations = found.map(({ config, measured: { items, values, unasked } }): Item => ({
    type: "Evaluation", subject: { type: "RetrievalConfigVersion", key: config }, taskVersion, data: { key: data, ...(split !== null && { split }) }, at,
    scores: usualMeasures.map(({ key }, measure) => {
      const { mean, stdErr } = summary(values[measure]!);
      return { metric: key, value: mean, n: items.length, errors: unasked.length, ...(stdErr !== null && { stdErr }), items: [{ keys: [...items], values: [...values[measure]!] }] };
    }),
  }));
  const { ids, errors: [wrong] } = await load(own, [...metrics, ...evaluations], { action: "evaluateRetrieval" });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return ids.slice(metrics.length) as readonly string[];
}

function compared({ values }: MeasuredQueries, other: MeasuredQueries | null, level: number): readonly RetrievalMeasure[] {
  return usualMeasures.map(({ key }, measure) => {
    const own = values[measure]!;
    const against = other?.values[measure] ?? null;
    const paired = against && pairedBootstrap(own, against, { level, random: random(resampling) });
    const { mean, stdErr } = summary(own);
    return {
      metric: key, value: mean, stdErr, against: against && summary(against).mean, difference: against && mean - summary(against).mean, low: paired?.low ?? null, high: paired?.high ?? null,
    };
  });
}
/** The same figures give the same interval. */
const resampling = 1;

function summary(values: readonly number[]): { readonly mean: number; readonly stdErr: number | null } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stdErr: n < 2 ? null : Math.sqrt(squares / (n - 1) / n) };
}
