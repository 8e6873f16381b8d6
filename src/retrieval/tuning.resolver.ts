import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { usualEmbedder } from "../documents/offers.js";
import type { Context } from "../reads/context.js";
import { mean } from "../statistics/summary.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { writing } from "../types/writing.js";
import { checkMay } from "../writes/may.js";
import { once } from "../writes/once.js";
import { RetrievalConfigVersion } from "./retrievalConfigVersion.js";
import { tuneRetrieval, type TunedConfig } from "./tuneRetrieval.js";
import { RetrievalTuning, TuneRetrievalInput } from "./tuning.types.js";

linked(RetrievalTuning, { configVersion: { type: () => RetrievalConfigVersion, description: "The version that has what was chosen: a new DRAFT, or the one that was started from where nothing else was chosen.", of: ({ version }) => version.id } });

@Resolver()
export class RetrievalTuningResolver {
  @Mutation(() => RetrievalTuning, { description: "Chooses the weight of the full-text channel and the floor on judged queries, and writes them as a new version of the configuration. For one corpus alone they hold in searches of that one. Measure the version on other queries with `evaluateRetrieval`." })
  async tuneRetrieval(
    @Arg("input", () => TuneRetrievalInput, { description: "The search, and the queries." }) input: TuneRetrievalInput,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<RetrievalTuning> {
    const own = writing(context, workspace);
    checkMay(own.viewer, "write", "tuneRetrieval", own.workspace);
    return once(own, idempotencyKey, { act: "write", action: "tuneRetrieval", input }, async () => {
      const { taskVersion, data, corpora, split = null } = input;
      await context.reads.locate([{ type: "TaskVersion", key: taskVersion }, { type: "DatasetVersion", key: data }, ...corpora.map((key) => ({ type: "Corpus", key }))], own.workspace);
      return tuning(await tuneRetrieval(own, { ...input, split: split || null, workspace: own.workspace }, usualEmbedder()));
    });
  }
}

const tuning = ({ version, alpha, floor, tried, values, before, rates, ratesBefore, floorBefore, paired, unasked }: TunedConfig): RetrievalTuning => ({
  version: { id: version.id, key: version.key }, queries: values.length, unasked, alpha, tried, value: mean(values), before: mean(before),
  low: paired?.low ?? null, high: paired?.high ?? null, floor: { floor, ...rates }, floorBefore: { floor: floorBefore, ...ratesBefore },
});
