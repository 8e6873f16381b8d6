import { z } from "zod";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";

/** How a search goes; a version of a retrieval configuration fixes them. */
export interface RetrievalSettings {
  /** Best chunks taken from each channel. */
  readonly candidates: number;
  /** Weight of the full-text channel; the dense one has the rest. */
  readonly alpha: number;
  /** Least cosine of a chunk with the query; what is below is not about it. */
  readonly floor: number;
  /** Share of common word triples (Jaccard) from which two chunks count as the same. */
  readonly duplicate: number;
  /** At most so many chunks in a pack. */
  readonly hits: number;
  /** Best chunks whose words are searched for too, in a second search (`feedback.ts`); 0 for none. */
  readonly feedbackChunks: number;
  /** Words taken from those. */
  readonly feedbackTerms: number;
  /** Their share in the full-text query; the words asked for have the rest. */
  readonly feedbackWeight: number;
  /** Best chunks whose order a reranker decides, where one is set (`usualReranker.ts`); 0 for none. */
  readonly rerank: number;
  /** What holds instead in a search of one corpus alone, by its key. */
  readonly byCorpus: Readonly<Record<string, Partial<Tuned>>>;
  /** Share of a score that comes from the graph where that lends anything (`graphStep.ts`); 0 turns the step off. */
  readonly graphWeight: number;
  /** Best chunks that lend along the graph's edges. */
  readonly graphSeeds: number;
}

/** What judged queries can choose (`tune.ts`). */
export type Tuned = Pick<RetrievalSettings, "alpha" | "floor">;

/**
 * The convex weight is the middle of what two test collections like best with feedback, .5 on Cranfield and .3 on Vaswani (Bruch, Gai, Ingber 2022,
 * arXiv 2210.11934). The floor is for bge-small-en-v1.5, whose cosines crowd between .4 and .9: .55 lets through the nearest relevant chunk
 * of all 221 and 93 queries for which one was found, and so would .6. In collections about one thing neither turns away anything: of the queries of each asked of the
 * other, .66 turns away an eighth, for 1.6 % of the nearest relevant chunks. `tuneRetrieval` finds what a corpus needs. Of 20, 35, 50 and 70
 * words of feedback 50 are best on Vaswani and cost Cranfield .005. The graph's
 * seeds are those at which made-up questions over two passages gain much and no test collection loses (`npm run bench:retrieval -- --sets hops`, with other
 * questions); of the weights .25, .28, .3 and .35 more is better for those, and .28 the most that costs questions over one passage less than .005 of nDCG@10.
 */
export const defaultSettings: RetrievalSettings = { candidates: 100, alpha: 0.4, floor: 0.55, duplicate: 0.8, hits: 20, feedbackChunks: 5, feedbackTerms: 50, feedbackWeight: 0.5, rerank: 0, graphWeight: 0.28, graphSeeds: 15, byCorpus: {} };

/** The same without the graph step. */
export const withoutGraph: RetrievalSettings = { ...defaultSettings, graphWeight: 0 };

const share = (expected: string) => z.number(expected).min(0, expected).max(1, expected);
const whole = (least: number, most: number, expected = `expected a whole number, ${least} to ${most}`) => z.int(expected).min(least, expected).max(most, expected);
const tuned = { alpha: share("expected 0 to 1"), floor: z.number("expected -1 to 1").min(-1, "expected -1 to 1").max(1, "expected -1 to 1") };
const stored = z.strictObject({
  candidates: whole(1, 1000), ...tuned, duplicate: share("expected 0 to 1"), hits: whole(1, 100),
  feedbackChunks: whole(0, 50), feedbackTerms: whole(0, 100), feedbackWeight: share("expected 0 to 1"), rerank: whole(0, 100),
  graphWeight: share("expected 0 to 1"), graphSeeds: whole(1, 50),
  byCorpus: z.record(z.string(), z.strictObject(tuned).partial(), "expected alpha and floor by keys of corpora").transform((all) => Object.fromEntries(Object.entries(all).map(([key, own]) => [normalKey(key), own]))),
}).partial();

/** The settings of a version, with the usual ones for what it leaves open. @throws Problem BAD_INPUT for one that no search has, or out of its range. */
export function settingsOf(version: string, settings: unknown): RetrievalSettings {
  const read = stored.safeParse(settings);
  if (read.success) return { ...defaultSettings, ...Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined)) };
  const [{ path, message }] = read.error.issues as [z.core.$ZodIssue];
  throw new Problem("BAD_INPUT", `The settings of ${JSON.stringify(version)} can't be searched with: ${[...path, message].join(": ")}. Settings are ${Object.keys(defaultSettings).join(", ")}; make a version with those.`);
}

/** What holds in a search of these corpora: where it is one alone, what is set for that. */
export const inCorpora = (settings: RetrievalSettings, corpora: readonly string[]): RetrievalSettings => (corpora.length === 1 ? { ...settings, ...settings.byCorpus[normalKey(corpora[0]!)] } : settings);
