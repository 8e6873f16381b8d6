import { usualEmbedder } from "../documents/offers.js";
import { tuneRetrieval, usualAlphas, usualKeep, type TunedConfig } from "../retrieval/tuneRetrieval.js";
import { mean } from "../statistics/summary.js";
import { writing } from "../types/writing.js";
import type { AddCommand } from "./addCommand.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";

interface TuneOptions extends Shared {
  readonly config: string;
  readonly data: string;
  readonly task: string;
  readonly split?: string;
  readonly corpus: readonly string[];
  readonly alpha?: readonly string[];
  readonly keep: string;
}

export const addTune: AddCommand = (program) => withIdentity(program.command("tune").description("choose settings on judged data").command("retrieval"))
  .requiredOption("--config <key>", "the RetrievalConfigVersion to start from, or its configuration for the newest")
  .requiredOption("--data <key>", "the DatasetVersion whose items are the queries, with judgements")
  .requiredOption("--task <key>", "the TaskVersion that they are asked for")
  .option("--split <name>", "split of the data; all unless given")
  .option("--corpus <key...>", "only in these corpora; what is chosen for one alone holds in searches of that one", [])
  .option("--alpha <weight...>", "weights of the full-text channel to choose from; 0, 0.1 to 1 unless given")
  .option("--keep <share>", "share of the queries whose nearest relevant chunk the floor is to let through", String(usualKeep))
  .description("choose the weight of the full-text channel and the floor on judged queries, and write them as a new version of the configuration")
  .action((options: TuneOptions) => withDatabase(options, async ({ out, context }) => {
    const { config, data, task: taskVersion, split = null, corpus: corpora, alpha, keep } = options;
    const own = writing(context, undefined);
    await context.reads.locate([{ type: "TaskVersion", key: taskVersion }, { type: "DatasetVersion", key: data }, ...corpora.map((key) => ({ type: "Corpus", key }))], own.workspace);
    const tuned = await tuneRetrieval(own, { workspace: own.workspace, config, taskVersion, data, split, corpora, alphas: alpha?.map(Number) ?? usualAlphas, keep: Number(keep), progress: out.progress }, usualEmbedder());
    const { version, from, alpha: chosen, floor, tried, rates, floorBefore, ratesBefore, paired, unasked } = tuned;
    out.result({
      version: version.key, from, queries: tuned.values.length, unasked, alpha: chosen, tried, value: mean(tuned.values), before: mean(tuned.before), low: paired?.low ?? null, high: paired?.high ?? null,
      floor: { floor, ...rates }, floorBefore: { floor: floorBefore, ...ratesBefore },
    }, () => told(tuned));
  }));

function told({ version, from, alpha, floor, tried, values, before, rates, floorBefore, ratesBefore, paired }: TunedConfig): string {
  const onOthers = paired && `, ${paired.difference.toFixed(4)} more (${paired.low.toFixed(4)} to ${paired.high.toFixed(4)})`;
  return [
    "alpha  nDCG@10  chosen in",
    ...tried.map((each) => `${each.alpha.toFixed(2).padEnd(6)} ${each.value.toFixed(4)}   ${each.folds} of 5 folds`),
    `alpha is ${alpha}. On other queries than it was chosen on nDCG@10 is ${mean(values).toFixed(4)}; with ${from} it is ${mean(before).toFixed(4)}${onOthers ?? ""}, n = ${values.length}.`,
    `The floor is ${floor}: it lets through ${percent(rates.kept)} of the nearest relevant chunks, and turns away ${percent(rates.turnedAway)} of the queries without their relevant documents.`,
    `It was ${floorBefore}: ${percent(ratesBefore.kept)} and ${percent(ratesBefore.turnedAway)}.`,
    version.key === from ? `${from} has these settings already.` : `They are in ${version.key}, a draft.`,
  ].join("\n");
}

const percent = (share: number | null): string => (share === null ? "none" : `${(100 * share).toFixed(1)} %`);
