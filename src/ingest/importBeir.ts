import { ingestDocuments, type Embedder } from "../documents/offers.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import type { BeirCollection } from "./beir.js";
import { refusals, type FileProblem } from "./sourceFiles.js";

export interface BeirReport {
  /** Key of the corpus, and of the dataset version whose items are the queries. */
  readonly corpus: string;
  readonly dataset: string;
  readonly documents: number;
  readonly chunks: number;
  readonly queries: number;
  readonly judgements: number;
  readonly problems: readonly FileProblem[];
}

export interface BeirOptions {
  readonly embedder?: Embedder;
  /** Told how many documents are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** Documents that are split and embedded at a time. */
const together = 200;

/** Key of a collection's document. */
export const documentKey = (collection: string, id: string): string => `${collection}/${id}`;
const datasetOf = (collection: string): string => `beir/${collection}`;
const itemKey = (collection: string, id: string): string => `${datasetOf(collection)}/${id}`;

/**
 * A test collection as a corpus of documents, a dataset whose items are its queries, and judgements between them. What can't be taken is
 * reported and the rest is written; the same again changes nothing.
 */
export async function importBeir(context: LoadContext, { name, split, documents, queries, judgements, problems }: BeirCollection, { embedder, progress }: BeirOptions = {}): Promise<BeirReport> {
  const wrong: FileProblem[] = [...problems];
  await write([
    { type: "Corpus", key: name, title: name, analyzer: "english" },
    { type: "Dataset", key: datasetOf(name), title: `Queries of ${name}` },
  ]);
  let [taken, chunks] = [0, 0];
  for (let at = 0; at < documents.length; at += together) {
    const part = documents.slice(at, at + together).map(({ id, title, text }) => ({ key: documentKey(name, id), title: title.trim() || id, text: text.trim() || title, corpora: [name] }));
    const { documents: written, errors } = await ingestDocuments(context, part, { ...(embedder && { embedder }) });
    taken += written.length;
    chunks += written.reduce((sum, each) => sum + each.chunks, 0);
    wrong.push(...errors.map(({ key, message }) => ({ file: `document ${key ?? ""}`.trim(), reason: message })));
    progress?.(Math.min(at + together, documents.length), documents.length);
  }
  const items = await write([...new Map(queries.map(({ id, text }) => [id, text]))].map(([id, text]): Item => ({ type: "Item", key: itemKey(name, id), dataset: datasetOf(name), input: { query: text } })));
  const judged = new Set(judgements?.map(({ query }) => itemKey(name, query)));
  const own = judgements === null ? items.map(({ key }) => ({ key })) : items.filter(({ key }) => judged.has(key as string)).map(({ key }) => ({ key, split }));
  const version = `${datasetOf(name)}@1`;
  await write([{ type: "DatasetVersion", key: version, role: "BENCHMARK", items: own }]);
  const grades = await write((judgements ?? []).map(({ query, document, grade }): Item => ({ type: "Judgement", item: itemKey(name, query), document: documentKey(name, document), grade })));
  return { corpus: name, dataset: version, documents: taken, chunks, queries: items.length, judgements: grades.length, problems: wrong };

  /** Those that were taken. */
  async function write(all: readonly Item[]): Promise<readonly Item[]> {
    const { errors } = await load(context, all, { action: "importBeir" });
    wrong.push(...refusals(all, errors));
    const refused = new Set(errors.map(({ index }) => index));
    return all.filter((_, index) => !refused.has(index));
  }
}
