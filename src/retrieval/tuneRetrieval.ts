import { ulid } from "ulid";
import type { Embedder } from "../documents/offers.js";
import { normalKey, splitKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import { random } from "../entity/random.js";
import { pairedBootstrap, type PairedDifference } from "../statistics/pairedBootstrap.js";
import { load, type LoadContext } from "../writes/load.js";
import type { JudgedQueries } from "./judgedQueries.js";
import { searchConfig, type SearchConfig } from "./searchConfig.js";
import { inCorpora } from "./settings.js";
import { tune, type Tuning, type TuningPlan } from "./tune.js";

export interface TuneRequest extends JudgedQueries, Omit<TuningPlan, "settings"> {
  /** Key of the RetrievalConfigVersion to start from, or of its configuration for the newest. */
  readonly config: string;
}

export interface TunedConfig extends Tuning {
  /** The version that was started from. */
  readonly from: string;
  /** The one that has what was chosen, which is the same where nothing else was chosen. */
  readonly version: { readonly id: string; readonly key: string };
  /** The values less those before, with an interval. */
  readonly paired: PairedDifference | null;
}

/** The weights to choose from unless others are given. */
export const usualAlphas: readonly number[] = Array.from({ length: 11 }, (_, tenths) => tenths / 10);
/** The share of the nearest relevant chunks that a floor lets through unless another is given. */
export const usualKeep = 0.98;
const mostAlphas = 21;

/**
 * Chooses weight and floor of a search on judged queries and writes them as a version of its configuration, a DRAFT, made by a run that used
 * those queries; for one corpus alone they hold in searches of that. @throws Problem as `tune` and `searchConfig`, and BAD_INPUT for weights
 * or a share out of range.
 */
export async function tuneRetrieval(own: LoadContext, { config: key, ...request }: TuneRequest, embedder: Embedder): Promise<TunedConfig> {
  const { alphas, keep, progress, ...asked } = request;
  const wrong = alphas.find((alpha) => !(alpha >= 0 && alpha <= 1));
  if (wrong !== undefined) throw new Problem("BAD_INPUT", `A weight to choose from is ${wrong}; expected 0 to 1, such as 0.5.`);
  if (alphas.length === 0 || alphas.length > mostAlphas) throw new Problem("BAD_INPUT", `There are ${alphas.length} weights to choose from; expected 1 to ${mostAlphas}.`);
  if (!(keep > 0 && keep <= 1)) throw new Problem("BAD_INPUT", `keep is ${keep}; expected over 0 and at most 1, such as ${usualKeep}.`);
  const config = await searchConfig(own.graph, own.viewer, own.workspace, key);
  const startedAt = new Date().toISOString();
  const tuning = await tune(own, asked, embedder, { settings: config.settings, alphas: [...new Set(alphas)], keep, progress });
  const before = inCorpora(config.settings, asked.corpora);
  const version = tuning.alpha === before.alpha && tuning.floor === before.floor ? config : await written(own, config, request, tuning, startedAt);
  return { ...tuning, from: config.key, version, paired: pairedBootstrap(tuning.values, tuning.before, { random: random(resampling) }) };
}
/** The same figures give the same interval. */
const resampling = 1;

async function written(own: LoadContext, config: SearchConfig, { taskVersion, data, split, corpora, alphas, keep }: Omit<TuneRequest, "config">, tuning: Tuning, startedAt: string): Promise<TunedConfig["version"]> {
  const { head } = splitKey(config.key);
  const run = `tune/${ulid()}`;
  const { errors: [wrong] } = await load(own, [
    { type: "RetrievalConfigVersion", key: head, settings: changed(config, corpora, tuning), run },
    {
      type: "Run", key: run, kind: "EVALUATION", state: "COMPLETE", startedAt, endedAt: new Date().toISOString(), settings: { command: "tuneRetrieval", taskVersion, corpora, alphas, keep },
      used: [{ type: "DatasetVersion", key: data, ...(split !== null && { split }) }, { type: "RetrievalConfigVersion", key: config.key, role: "base" }],
    },
  ], { action: "tuneRetrieval" });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return searchConfig(own.graph, own.viewer, own.workspace, head);
}

function changed({ settings: { byCorpus, ...settings } }: SearchConfig, corpora: readonly string[], { alpha, floor }: Tuning): object {
  if (corpora.length !== 1) return { ...settings, alpha, floor, ...(Object.keys(byCorpus).length > 0 && { byCorpus }) };
  return { ...settings, byCorpus: { ...byCorpus, [normalKey(corpora[0]!)]: { alpha, floor } } };
}
