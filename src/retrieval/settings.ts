import { z } from "zod";
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
  /** Share of a score that comes from the graph where that lends anything (`graphStep.ts`); 0 turns the step off. */
  readonly graphWeight: number;
  /** Best chunks that lend along the graph's edges. */
  readonly graphSeeds: number;
}

/**
 * The convex weight is the middle of what two test collections like best (Bruch, Gai, Ingber 2022, arXiv 2210.11934). The floor is
 * for bge-small-en-v1.5, whose cosines crowd between .4 and .9. The graph's weight and seeds are those at which made-up questions over two passages
 * gain much and no test collection loses (`npm run bench:retrieval -- --sets hops`, with other questions).
 */
export const defaultSettings: RetrievalSettings = { candidates: 100, alpha: 0.5, floor: 0.55, duplicate: 0.8, hits: 20, feedbackChunks: 5, feedbackTerms: 20, feedbackWeight: 0.5, graphWeight: 0.25, graphSeeds: 15 };

/** The same without the graph step. */
export const withoutGraph: RetrievalSettings = { ...defaultSettings, graphWeight: 0 };

const share = (expected: string) => z.number(expected).min(0, expected).max(1, expected);
const whole = (least: number, most: number, expected = `expected a whole number, ${least} to ${most}`) => z.int(expected).min(least, expected).max(most, expected);
const stored = z.strictObject({
  candidates: whole(1, 1000), alpha: share("expected 0 to 1"), floor: z.number("expected -1 to 1").min(-1, "expected -1 to 1").max(1, "expected -1 to 1"), duplicate: share("expected 0 to 1"), hits: whole(1, 100),
  feedbackChunks: whole(0, 50), feedbackTerms: whole(0, 100), feedbackWeight: share("expected 0 to 1"),
  graphWeight: share("expected 0 to 1"), graphSeeds: whole(1, 50),
}).partial();

/** The settings of a version, with the usual ones for what it leaves open. @throws Problem BAD_INPUT for one that no search has, or out of its range. */
export function settingsOf(version: string, settings: unknown): RetrievalSettings {
  const read = stored.safeParse(settings);
  if (read.success) return { ...defaultSettings, ...Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined)) };
  const [{ path, message }] = read.error.issues as [z.core.$ZodIssue];
  throw new Problem("BAD_INPUT", `The settings of ${JSON.stringify(version)} can't be searched with: ${[...path, message].join(": ")}. Settings are ${Object.keys(defaultSettings).join(", ")}; make a version with those.`);
}
