import { sha256 } from "../entity/digest.js";
import { normalKey } from "../entity/keys.js";
import type { ProblemCode } from "../entity/problem.js";
import { load, type LoadContext } from "../writes/load.js";
import type { Span } from "./blocks.js";
import { versions } from "./documents.queries.js";
import { embedderName, passageOf, type Embedder } from "./embedder.js";
import { linkMentions } from "./linkMentions.js";
import { defaultSplit, split, type SplitSettings } from "./split.js";
import { placed, type Placed } from "./timeline.js";
import { usualEmbedder } from "./usualEmbedder.js";

/** A document as it comes in: Markdown or plain text. */
export interface IncomingDocument {
  /** Its path or address. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** BCP 47. */
  readonly language?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly about?: readonly { readonly type: string; readonly key: string }[] | null | undefined;
  /** Keys of corpora. */
  readonly corpora?: readonly string[] | null | undefined;
  readonly homeDomain?: string | null | undefined;
  readonly sensitivity?: string | null | undefined;
  /** Name of the version; the next number unless given. */
  readonly version?: string | null | undefined;
  /** ISO 8601; since ever for a first version, else now. */
  readonly validFrom?: string | null | undefined;
}

export interface Ingested {
  /** Its place in the input. */
  readonly index: number;
  readonly key: string;
  readonly version: string;
  readonly chunks: number;
  readonly isNew: boolean;
}
export interface IngestError {
  readonly index: number;
  readonly key: string | null;
  readonly path: string | null;
  readonly code: ProblemCode;
  readonly message: string;
}

export interface IngestOptions {
  /** Tells how many of all chunks are embedded and written. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  readonly embedder?: Embedder;
  readonly settings?: SplitSettings;
}

/** Documents whose vectors are held at a time, and chunks that are embedded at a time. */
const together = 20;
const embeddedTogether = 128;

/**
 * Splits, embeds and writes documents; the same one again changes nothing, a changed one becomes a version and the one before it
 * ends. A document that is refused is reported with its first error, and the others are written.
 */
export async function ingestDocuments(
  context: LoadContext, incoming: readonly IncomingDocument[], { progress, embedder = usualEmbedder(), settings = defaultSplit }: IngestOptions = {},
): Promise<{ readonly documents: readonly Ingested[]; readonly errors: readonly IngestError[] }> {
  const documents = incoming.map((each) => ({ ...each, key: normalKey(each.key), version: each.version && normalKey(each.version) }));
  const errors: IngestError[] = [];
  const prepared = await prepare(context, documents, embedder, settings, errors);
  const total = pendingChunks(prepared);
  let done = 0;
  let writing: Promise<void> = Promise.resolve();
  for (let at = 0; at < prepared.length; at += together) {
    const part = prepared.slice(at, at + together);
    await write(part.flatMap((each) => wordings(each).map((item) => ({ index: each.index, item }))), false);
    const able = part.filter((each) => !errors.some(({ index }) => index === each.index));
    const before = done + pendingChunks(part) - pendingChunks(able);
    const vectors = await embedded(able.flatMap(pendingTexts), embedder, (embedded) => progress?.(before + embedded, total));
    progress?.((done += pendingChunks(part)), total);
    const chunks: Numbered[] = able.flatMap((each) => chunksOf(each, vectors.splice(0, each.pending), embedder).map((item) => ({ index: each.index, item })));
    await writing;
    writing = write(chunks, true);
    // Told where it is awaited: while the next ones are embedded, the database writes these.
    writing.catch(() => {});
  }
  await writing;
  const failed = new Set(errors.map(({ index }) => index));
  await linkMentions(context, prepared.filter(({ index, isLinked }) => !isLinked && !failed.has(index))
    .map(({ document: { key, title, language = null }, place }) => ({ key, title, language, version: place.key })));
  return {
    errors: errors.sort((a, b) => a.index - b.index),
    documents: prepared.filter(({ index }) => !failed.has(index))
      .map(({ index, document, place, spans }) => ({ index, key: document.key, version: place.key, chunks: spans.length, isNew: place.isNew })),
  };

  /** Documents and versions are written as their writer may; only chunks are the service's own. Of each document the first error is kept. */
  async function write(items: readonly Numbered[], trusted: boolean): Promise<void> {
    const answer = await load(context, items.map(({ item }) => item), { action: "ingestDocuments", trusted });
    for (const { index, path, code, message } of answer.errors) {
      const from = items[index]!.index;
      if (!errors.some((error) => error.index === from)) errors.push({ index: from, key: documents[from]!.key, path, code, message });
    }
  }
}
type LoadItem = Parameters<typeof load>[1][number];
interface Numbered {
  /** Its document's place in the input. */
  readonly index: number;
  readonly item: LoadItem;
}

interface Prepared {
  readonly index: number;
  readonly document: IncomingDocument;
  readonly textDigest: string;
  readonly place: Placed;
  readonly spans: readonly Span[];
  /** Number of chunks to embed and write: all or none. */
  readonly pending: number;
  /** Chunks of another way to split the same text. */
  readonly strays: readonly Span[];
  /** Whether what they mention and what mentions it was looked for since its chunks and its title are as they are: not where an ingest was cut off before that. */
  readonly isLinked: boolean;
}

async function prepare(
  { graph, viewer, workspace }: LoadContext, documents: readonly IncomingDocument[], embedder: Embedder, settings: SplitSettings, errors: IngestError[],
): Promise<readonly Prepared[]> {
  const known = await versions(graph, viewer, { workspace, documents: documents.map(({ key }) => key), embedder: embedderName(embedder) });
  const now = Date.now();
  const seen = new Set<string>();
  return documents.flatMap((document, index) => {
    const { key, text } = document;
    const [language, version, validFrom] = [document.language ?? null, document.version ?? undefined, document.validFrom ?? undefined];
    const refuse = (path: string, message: string) => (errors.push({ index, key, path, code: "BAD_INPUT", message }), []);
    if (seen.has(key)) return refuse("key", `The document ${JSON.stringify(key)} is given twice; give each once, its versions one after another.`);
    seen.add(key);
    if (language !== null && !isLanguage(language)) return refuse("language", `The language is ${JSON.stringify(language)}; give a BCP 47 tag such as "en" or "pt-BR".`);
    if (validFrom !== undefined && Number.isNaN(Date.parse(validFrom))) return refuse("validFrom", `validFrom is ${JSON.stringify(validFrom)}; give a moment as ISO 8601 has it.`);
    const spans = split(text, settings, language ?? undefined);
    if (spans.length === 0) return refuse("text", `The text of ${JSON.stringify(key)} is empty; give Markdown or plain text.`);
    const textDigest = sha256(text);
    const own = known.filter((each) => each.document === key);
    const place = placed(own, { document: key, version, textDigest, language, validFrom: validFrom === undefined ? undefined : Date.parse(validFrom) }, now);
    const same = own.find((each) => each.key === place.key);
    const embedded = same?.embedded ?? [];
    const among = (some: readonly Span[], { start, end }: Span) => some.some((each) => each.start === start && each.end === end);
    const isDone = spans.every((span) => among(embedded.filter(({ isOwn }) => isOwn), span));
    const isLinked = isDone && same?.linkedAs === document.title;
    return [{ index, document, textDigest, place, spans, pending: isDone ? 0 : spans.length, strays: embedded.filter((each) => !among(spans, each)), isLinked }];
  });
}

function wordings({ document, textDigest, place }: Prepared): readonly LoadItem[] {
  const { key, title, language, source, about, corpora, homeDomain, sensitivity } = document;
  return [
    { type: "Document", key, title, ...given({ source, about, corpora, homeDomain, sensitivity }) },
    ...(place.isNew ? [{ type: "DocumentVersion", key: place.key, textDigest, ...given({ language, validFrom: iso(place.validFrom), validTo: iso(place.validTo) }) }] : []),
    ...place.ended.map((each) => ({ type: "DocumentVersion", key: each.key, validTo: iso(each.validTo) })),
  ];
}

const pendingChunks = (documents: readonly Prepared[]): number => documents.reduce((sum, { pending }) => sum + pending, 0);

/** What is embedded of the chunks that are to be written. */
const pendingTexts = ({ document: { title, text }, spans, pending }: Prepared): readonly string[] => spans.slice(0, pending).map(({ start, end }) => passageOf({ title, text: text.slice(start, end) }));

async function embedded(texts: readonly string[], embedder: Embedder, told: (done: number) => void): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += embeddedTogether) {
    vectors.push(...await embedder.passages(texts.slice(at, at + embeddedTogether)));
    told(vectors.length);
  }
  return vectors;
}

/** Chunks to write; strays lose their vectors, so that no search takes them. */
function chunksOf({ document: { text }, place, spans, strays }: Prepared, vectors: readonly Float32Array[], embedder: Embedder): readonly LoadItem[] {
  const chunkKey = ({ start, end }: Span) => `${place.key}#${start}-${end}`;
  const fresh = vectors.map((vector, at) => {
    const [{ start, end }, following] = [spans[at]!, spans[at + 1]];
    const own = text.slice(start, end);
    return { type: "Chunk", documentVersion: place.key, text: own, start, end, digest: sha256(own), embedding: [...vector], embedder: embedderName(embedder), ...(following && { next: chunkKey(following) }) };
  });
  return [...fresh, ...strays.map(({ start, end }) => ({ type: "Chunk", documentVersion: place.key, start, end, embedding: [], embedder: null }))];
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const iso = (moment: number | null): string | undefined => (moment === null ? undefined : new Date(moment).toISOString());
const given = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
