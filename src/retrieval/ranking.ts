import { embedderName, type Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { luceneWords } from "../graph/luceneWords.js";
import type { Viewer } from "../graph/viewer.js";
import type { Action } from "../policies/offers.js";
import { existingTask } from "../tasks/offers.js";
import { bestChunks, withNearest, wordedChunks, type Candidate } from "./candidates.js";
import { checkEmbedder } from "./checkEmbedder.js";
import { expanded } from "./feedback.js";
import { convex, type Channels } from "./fusion.js";
import { graphStep } from "./graphStep.js";
import type { Class } from "./looks.js";
import type { Ranked } from "./pack.js";
import { reranked } from "./rerank.js";
import type { Reranker } from "./reranker.js";
import { classes } from "./retrieval.queries.js";
import { allowed, type Allowed } from "./scope.js";
import type { SearchWarning } from "./searchWarning.js";
import { inCorpora, type RetrievalSettings } from "./settings.js";
import { wordsWithin } from "./wordsWithin.js";

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
  /** That the task is done in, as BCP 47 tags. */
  readonly languages: readonly string[];
  /** The moment that was asked for; that of the search unless one was. */
  readonly asOf: string;
  readonly may: Allowed;
  /** Chunks that may be used, by both channels and the graph, best first. */
  readonly ranked: readonly Ranked[];
  readonly warnings: readonly SearchWarning[];
}

/** Longer texts are documents, not queries. */
export const longestQuery = 10_000;

/**
 * What may be used for a task, scope first, ranked by both channels and by what the best lend along the graph (graph.md, section 8), the best of it by a reranker where the
 * settings say so. Who asks a question has more of the channels' order than of none: a reranker that doesn't answer is told of in `warnings`.
 */
export async function ranking(at: Reading, request: SearchRequest, embedder: Embedder, settings: RetrievalSettings, reranker?: Reranker | null): Promise<Ranking> {
  const { ranked, ...search } = await searched(at, request, embedder, settings);
  const fused = await ranked(settings);
  try {
    return { ...search, warnings: [], ranked: await orderedBy(reranker, request, { ...search, ranked: fused }, settings) };
  } catch (error) {
    if (!(error instanceof Problem && error.code === "UNAVAILABLE")) throw error;
    return { ...search, ranked: fused, warnings: [{ kind: "NOT_RERANKED", sentence: `${error.message} The order is that of the channels.` }] };
  }
}

/** The chunks as they are where nothing is to be reranked. */
const orderedBy = async (reranker: Reranker | null | undefined, { query }: Pick<SearchRequest, "query">, { may, ranked }: Pick<Ranking, "may" | "ranked">, { rerank }: Pick<RetrievalSettings, "rerank">): Promise<readonly Ranked[]> =>
  (rerank === 0 || ranked.length === 0 ? ranked : reranked(query, ranked, may, rerank, reranker));

interface Reading {
  readonly graph: Graph;
  readonly viewer: Viewer;
}

/** A first search, whose candidates can be ranked in several ways. */
export interface Searched extends Omit<Ranking, "ranked" | "warnings"> {
  /** Best of each channel, in no order. */
  readonly found: readonly Candidate[];
  /** By settings that ask for as many candidates. Feedback searches again for its words, which depend on the weights; once for the same words. */
  ranked(settings: RetrievalSettings): Promise<readonly Ranked[]>;
}

/** Looks for candidates once. @throws Problem BAD_INPUT for no query or too long a one, CONFLICT for vectors of another embedder. */
export async function searched({ graph, viewer }: Reading, request: SearchRequest, embedder: Embedder, { candidates }: Pick<RetrievalSettings, "candidates">): Promise<Searched> {
  const { workspace, query, filters } = request;
  if (query.trim() === "") throw new Problem("BAD_INPUT", "The query is empty; give the question or the words to search for.");
  if (query.length > longestQuery) throw new Problem("BAD_INPUT", `The query has ${query.length} characters; give at most ${longestQuery}.`);
  const now = new Date().toISOString();
  const asOf = request.asOf ?? now;
  const at = { graph, viewer };
  const [{ id: task, languages }, known] = await Promise.all([existingTask(graph, viewer, { workspace, key: request.task }, asOf), classes(graph, viewer, { workspace, asOf })]);
  const [vector, may] = await Promise.all([embedder.query(query), allowed(graph, viewer, { ...request, task }, now)]);
  if (may.prohibitedBy) return { task, asOf, languages, may, found: [], ranked: () => Promise.resolve([]) };
  const asked = (words: string) => ({
    workspace, words, vector: [...vector], embedder: embedderName(embedder), denied: [...may.denied],
    corpora: [...filters.corpora], languages: [...filters.languages], domains: [...filters.domains], documents: [...filters.documents], candidates, asOf,
  });
  const { found, within } = await candidatesIn(known);
  checkEmbedder(found, embedder);
  const again = new Map<string, Promise<readonly Candidate[]>>();
  return { task, asOf, languages, may, found, ranked: async (settings) => graphStep(at, { asked: asked(""), task, embedder }, await both(settings), settings) };

  /** Who looks at the past looks again where what was current then has been moved to past classes meanwhile. */
  async function candidatesIn(own: readonly Class[]): Promise<{ readonly found: readonly Candidate[]; readonly within: readonly Class[] }> {
    const best = await bestChunks(at, asked(wordsWithin(luceneWords(query), own)), own);
    const after = request.asOf === null ? own : await classes(graph, viewer, { workspace, asOf });
    const isKnown = new Set(own.map(({ label }) => label));
    return after.every(({ label }) => isKnown.has(label)) ? { found: best, within: own } : candidatesIn(after);
  }

  async function both(settings: RetrievalSettings): Promise<readonly Ranked[]> {
    const first = convex(found, settings.alpha);
    const words = expanded(query, first, settings);
    if (words === null) return first;
    if (!again.has(words)) again.set(words, wordedChunks(at, asked(wordsWithin(words, within)), found));
    const worded = await again.get(words)!;
    checkEmbedder(worded, embedder);
    return convex(withNearest(worded, found.filter(({ isNear }) => isNear)), settings.alpha);
  }
}

/** Documents that measures of a ranking look at, as test collections are usually run. */
export const judgedDepth = 100;

/** What a test query is asked with. */
export interface TestQuery extends Pick<SearchRequest, "workspace" | "task" | "query" | "language"> {
  readonly asOf: string;
  /** Keys of the corpora that are searched; all unless any is given. */
  readonly corpora: readonly string[];
}

/**
 * The documents that are retrieved for a test query, best first. @throws Problem FORBIDDEN where policies keep its task from documents, and
 * UNAVAILABLE where the reranker doesn't answer: another search than the one asked for isn't measured.
 */
export async function rankedDocuments(at: Reading, query: TestQuery, embedder: Embedder, settings: RetrievalSettings, reranker?: Reranker | null): Promise<readonly RankedDocument[]> {
  const { may, ranked } = await searchedFor(at, query, embedder, settings);
  const own = inCorpora(settings, query.corpora);
  return documentsOf(await orderedBy(reranker, query, { may, ranked: await ranked(own) }, own), own, judgedDepth);
}

/** The first search for a test query. @throws Problem FORBIDDEN as above. */
export async function searchedFor(at: Reading, { corpora, ...query }: TestQuery, embedder: Embedder, settings: Pick<RetrievalSettings, "candidates">): Promise<Searched> {
  const filters = { corpora, languages: [], domains: [], documents: [] };
  const search = await searched(at, { ...query, purpose: null, filters, actions: ["RETRIEVE"] }, embedder, settings);
  if (search.may.prohibitedBy) throw new Problem("FORBIDDEN", `Policies keep the task ${JSON.stringify(query.task)} from documents; ask for its effectivePolicies.`);
  return search;
}

export interface RankedDocument {
  /** Its key. */
  readonly document: string;
  readonly score: number;
}

/**
 * The documents of ranked chunks by their keys, best first, at most so many: in each channel a document has the score of its best chunk there. Those of
 * which a chunk was reranked come first, with scores from 1 to 2.
 */
export function documentsOf(ranked: readonly Ranked[], { alpha, graphWeight }: Pick<RetrievalSettings, "alpha"> & Partial<Pick<RetrievalSettings, "graphWeight">>, most: number): readonly RankedDocument[] {
  const best = new Map<string, Channels & { readonly key: string; readonly reranked: number | null }>();
  for (const { documentKey: key, fullText, dense, graph = null, isBrought = false, reranked: anew = null } of ranked) {
    const known = best.get(key);
    best.set(key, {
      key, fullText: higher(known?.fullText ?? null, fullText), dense: higher(known?.dense ?? null, dense), graph: higher(known?.graph ?? null, graph),
      isBrought: isBrought && (known?.isBrought ?? true), reranked: higher(known?.reranked ?? null, anew),
    });
  }
  const fused = convex([...best.values()], alpha, graphWeight);
  const anew = fused.flatMap((each) => (each.reranked === null ? [] : [{ ...each, reranked: each.reranked }])).sort((a, b) => b.reranked - a.reranked);
  return [...anew.map((each, place) => ({ ...each, score: 2 - place / anew.length })), ...fused.filter((each) => each.reranked === null)]
    .slice(0, most).map(({ key, score }) => ({ document: key, score }));
}
const higher = (one: number | null, other: number | null): number | null => (one === null ? other : other === null ? one : Math.max(one, other));
