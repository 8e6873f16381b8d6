import { embedderName, type Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { luceneWords } from "../graph/luceneWords.js";
import type { Viewer } from "../graph/viewer.js";
import type { Action } from "../policies/offers.js";
import { existingTask } from "../tasks/offers.js";
import { bestChunks, withNearest, wordedChunks } from "./candidates.js";
import { checkEmbedder } from "./checkEmbedder.js";
import { expanded } from "./feedback.js";
import { convex, type Channels } from "./fusion.js";
import type { Ranked } from "./pack.js";
import { allowed, type Allowed } from "./scope.js";
import type { RetrievalSettings } from "./settings.js";

/** What is looked for, for whom and within what. */
export interface SearchRequest {
  readonly workspace: string;
  /** Key of the task. */
  readonly task: string;
  readonly query: string;
  readonly purpose: string | null;
  /** Language that it is asked in, for policies that speak of one. */
  readonly language: string | null;
  /** ISO 8601; now unless given. */
  readonly asOf: string | null;
  readonly filters: Filters;
  /** All that is to be done with what is found. */
  readonly actions: readonly Action[];
}

/** Keys and tags, one of which must fit; an empty list lets everything through. */
export interface Filters {
  readonly corpora: readonly string[];
  readonly languages: readonly string[];
  readonly domains: readonly string[];
  readonly documents: readonly string[];
}

export interface Ranking {
  readonly task: string;
  /** The moment that was asked for; that of the search unless one was. */
  readonly asOf: string;
  readonly may: Allowed;
  /** Chunks that may be used, by both channels, best first. */
  readonly ranked: readonly Ranked[];
}

/** Longer texts are documents, not queries. */
export const longestQuery = 10_000;

/** What may be used for a task, scope first, ranked by both channels (graph.md, section 8). */
export async function ranking(
  { graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, request: SearchRequest, embedder: Embedder, settings: RetrievalSettings,
): Promise<Ranking> {
  const { workspace, query, filters } = request;
  if (query.trim() === "") throw new Problem("BAD_INPUT", "The query is empty; give the question or the words to search for.");
  if (query.length > longestQuery) throw new Problem("BAD_INPUT", `The query has ${query.length} characters; give at most ${longestQuery}.`);
  const now = new Date().toISOString();
  const asOf = request.asOf ?? now;
  const task = await existingTask(graph, viewer, { workspace, key: request.task }, asOf);
  const [vector, may] = await Promise.all([embedder.query(query), allowed(graph, viewer, { ...request, task }, now)]);
  if (may.prohibitedBy) return { task, asOf, may, ranked: [] };
  const at = { graph, viewer };
  const asked = (words: string) => ({
    workspace, words, vector: [...vector], embedder: embedderName(embedder), denied: [...may.denied],
    corpora: [...filters.corpora], languages: [...filters.languages], domains: [...filters.domains], documents: [...filters.documents],
    candidates: settings.candidates, asOf,
  });
  const found = await bestChunks(at, asked(luceneWords(query)));
  checkEmbedder(found, embedder);
  const first = convex(found, settings.alpha);
  const words = expanded(query, first, settings);
  if (words === null) return { task, asOf, may, ranked: first };
  const worded = await wordedChunks(at, asked(words));
  checkEmbedder(worded, embedder);
  return { task, asOf, may, ranked: convex(withNearest(worded, found.filter(({ isNear }) => isNear)), settings.alpha) };
}

/** Documents that measures of a ranking look at, as test collections are usually run. */
export const judgedDepth = 100;

/** What a test query is asked with. */
export interface TestQuery extends Pick<SearchRequest, "workspace" | "task" | "query" | "language"> {
  readonly asOf: string;
  /** Keys of the corpora that are searched; all unless any is given. */
  readonly corpora: readonly string[];
}

/** The documents that are retrieved for a test query, best first. @throws Problem FORBIDDEN where policies keep its task from documents. */
export async function rankedDocuments(at: { readonly graph: Graph; readonly viewer: Viewer }, { corpora, ...query }: TestQuery, embedder: Embedder, settings: RetrievalSettings) {
  const filters = { corpora, languages: [], domains: [], documents: [] };
  const { ranked, may } = await ranking(at, { ...query, purpose: null, filters, actions: ["RETRIEVE"] }, embedder, settings);
  if (may.prohibitedBy) throw new Problem("FORBIDDEN", `Policies keep the task ${JSON.stringify(query.task)} from documents; ask for its effectivePolicies.`);
  return documentsOf(ranked, settings, judgedDepth);
}

/** The documents of ranked chunks by their keys, best first, at most so many: in each channel a document has the score of its best chunk there. */
export function documentsOf(ranked: readonly Ranked[], { alpha }: Pick<RetrievalSettings, "alpha">, most: number): readonly { readonly document: string; readonly score: number }[] {
  const best = new Map<string, Channels & { readonly key: string }>();
  for (const { documentKey: key, fullText, dense } of ranked) {
    const known = best.get(key);
    best.set(key, { key, fullText: higher(known?.fullText ?? null, fullText), dense: higher(known?.dense ?? null, dense) });
  }
  return convex([...best.values()], alpha).slice(0, most).map(({ key, score }) => ({ document: key, score }));
}
const higher = (one: number | null, other: number | null): number | null => (one === null ? other : other === null ? one : Math.max(one, other));
