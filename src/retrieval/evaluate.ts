import type { Embedder } from "../documents/offers.js";
import { splitKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { usualMeasures } from "./metrics.js";
import { longestQuery, rankedDocuments } from "./ranking.js";
import { judged } from "./retrieval.queries.js";
import type { RetrievalSettings } from "./settings.js";

/** Judged queries, and what they are asked for and within. */
export interface JudgedQueries {
  readonly workspace: string;
  /** Key of the task version; its task's policies decide what may be used. */
  readonly taskVersion: string;
  /** Key of the dataset version whose items are the queries, and its split; null for all. */
  readonly data: string;
  readonly split: string | null;
  /** Keys of the corpora that are searched; all unless any is given. */
  readonly corpora: readonly string[];
}

/** Values query by query, for several searches and measures. */
export interface MeasuredQueries {
  /** Keys of the items, in the order of all values. */
  readonly items: readonly string[];
  /** For each search, for each of `usualMeasures`, in their order. */
  readonly values: readonly (readonly (readonly number[])[])[];
  /** Items that hold no query. */
  readonly unasked: readonly string[];
}

/** Most queries of one evaluation: some seconds a hundred. */
const mostQueries = 2_000;

/**
 * Retrieves for judged queries as `retrieveContext` does, with the documents of the best chunks ranked, and measures each ranking. All
 * searches have the same queries, judgements and documents: those of one moment.
 */
export async function measureQueries(at: { readonly graph: Graph; readonly viewer: Viewer }, asked: JudgedQueries, embedder: Embedder, searches: readonly RetrievalSettings[]): Promise<MeasuredQueries> {
  const { workspace, corpora } = asked;
  const task = splitKey(asked.taskVersion).head;
  const rows = await rowsOf(at, asked);
  const read = rows.map(({ item, input, judged: grades }) => ({ item, query: queryIn(input), grades: new Map(grades.map(({ document, grade }) => [document, grade])) }));
  const queries = read.flatMap(({ query, ...rest }) => (query ? [{ query, ...rest }] : []));
  if (queries.length === 0) throw new Problem("BAD_INPUT", `No item of ${JSON.stringify(asked.data)} holds a query; expected an input that is a text, or has one as query or question.`);
  const long = queries.find(({ query }) => query.query.length > longestQuery);
  if (long) throw new Problem("BAD_INPUT", `The query of ${JSON.stringify(long.item)} has ${long.query.query.length} characters; expected at most ${longestQuery}.`);
  const asOf = new Date().toISOString();
  const values = searches.map(() => usualMeasures.map((): number[] => []));
  for (const { query, grades } of queries) {
    const vector = embedder.query(query.query);
    const own: Embedder = { ...embedder, query: () => vector };
    for (const [search, settings] of searches.entries()) {
      const found = (await rankedDocuments(at, { workspace, task, ...query, asOf, corpora }, own, settings)).map(({ document }) => document);
      usualMeasures.forEach(({ of }, measure) => values[search]![measure]!.push(of(found, grades)));
    }
  }
  return { items: queries.map(({ item }) => item), values, unasked: read.filter(({ query }) => query === null).map(({ item }) => item) };
}

async function rowsOf({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, { workspace, data, split }: JudgedQueries) {
  const rows = await judged(graph, viewer, { workspace, data, split: split ?? "" });
  if (rows.length === 0) throw new Problem("NOT_FOUND", `There is no judged query ${split === null ? "" : `of the split ${JSON.stringify(split)} `}in ${JSON.stringify(data)} that you may see; name a DatasetVersion whose items have judgements.`);
  if (rows.length > mostQueries) throw new Problem("BAD_INPUT", `${JSON.stringify(data)} has ${rows.length} judged queries; at most ${mostQueries} are measured at a time. Name a split.`);
  return rows;
}

/** An item's query: its input as text, or what that calls query or question, with its language. */
function queryIn(input: string): { readonly query: string; readonly language: string | null } | null {
  const value: unknown = JSON.parse(input);
  if (typeof value === "string") return value.trim() === "" ? null : { query: value, language: null };
  const { query, question, language } = (value ?? {}) as { readonly query?: unknown; readonly question?: unknown; readonly language?: unknown };
  const text = query ?? question;
  return typeof text === "string" && text.trim() !== "" ? { query: text, language: typeof language === "string" ? language : null } : null;
}
