import type { Embedder } from "../documents/offers.js";
import { grouped } from "../entity/grouped.js";
import { normalKey } from "../entity/keys.js";
import { rankedDocuments, usualMeasures, type RetrievalSettings } from "../retrieval/offers.js";
import type { LoadContext } from "../writes/load.js";
import type { BeirCollection } from "./beir.js";
import { documentKey } from "./importBeir.js";

/** What was retrieved for one query, best first, by the collection's own ids. */
export interface RunOfQuery {
  readonly query: string;
  readonly documents: readonly { readonly id: string; readonly score: number }[];
}

export interface BeirRunOptions {
  /** Key of the task that it is asked for. */
  readonly task: string;
  readonly embedder: Embedder;
  readonly settings: RetrievalSettings;
  readonly progress?: (done: number, total: number) => void;
}

/** Retrieves for every query of a collection that was imported, by the service's own way. */
export async function runBeir({ graph, viewer, workspace }: LoadContext, { name, documents, queries }: BeirCollection, { task, embedder, settings, progress }: BeirRunOptions): Promise<readonly RunOfQuery[]> {
  const runs: RunOfQuery[] = [];
  const asOf = new Date().toISOString();
  const ids = new Map(documents.map(({ id }) => [normalKey(documentKey(name, id)), id]));
  for (const { id, text } of queries) {
    const found = await rankedDocuments({ graph, viewer }, { workspace, task, query: text, language: null, asOf, corpora: [name] }, embedder, settings);
    runs.push({ query: id, documents: found.map(({ document, score }) => ({ id: ids.get(document) ?? document, score })).sort(asRead) });
    progress?.(runs.length, queries.length);
  }
  return runs;
}

/** The order in which trec_eval reads a run: by score in single precision, ties by id from the end. */
const asRead = (one: RunOfQuery["documents"][number], other: RunOfQuery["documents"][number]): number =>
  Math.fround(other.score) - Math.fround(one.score) || (one.id < other.id ? 1 : -1);

/** Means of the usual measures over the judged queries, by their names; null without judgements. */
export function measured(runs: readonly RunOfQuery[], { judgements }: Pick<BeirCollection, "judgements">): Readonly<Record<string, number>> | null {
  if (judgements === null || judgements.length === 0) return null;
  const grades = [...grouped(judgements, ({ query }) => query)].map(([query, own]) => [query, new Map(own.map(({ document, grade }) => [document, grade]))] as const);
  const found = new Map(runs.map(({ query, documents }) => [query, documents.map(({ id }) => id)]));
  return Object.fromEntries(usualMeasures.map(({ name, of }) =>
    [name, grades.reduce((sum, [query, own]) => sum + of(found.get(query) ?? [], own), 0) / grades.length]));
}

/** A run as trec_eval reads it: query, Q0, document, rank, score, name of the run. */
export const trecRun = (runs: readonly RunOfQuery[]): string =>
  runs.flatMap(({ query, documents }) => documents.map(({ id, score }, at) => `${query} Q0 ${id} ${at + 1} ${score} evalgraph\n`)).join("");
