import type { Embedder } from "../documents/offers.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { judgedQueries, type JudgedQueries } from "./judgedQueries.js";
import { usualMeasures } from "./metrics.js";
import { rankedDocuments } from "./ranking.js";
import type { RetrievalSettings } from "./settings.js";

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
  const { task, queries, unasked } = await judgedQueries(at, asked, mostQueries);
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
  return { items: queries.map(({ item }) => item), values, unasked };
}
