import { longestKey } from "../entity/keys.js";
import { gazetteer, nameWords, type Naming } from "./gazetteer.js";
import { meetings, type Where } from "./meetings.js";
import { mostDocuments, shared, termCandidates, type Candidate } from "./termCandidates.js";

/** A document or term by its key. */
export interface Mention {
  readonly type: "Document" | "Term";
  readonly key: string;
}

/** A document that came in. */
export interface Incoming {
  readonly key: string;
  readonly title: string;
  /** Key of its present version. */
  readonly version: string;
  /** BCP 47; null where it isn't known. */
  readonly language: string | null;
}

export interface NamingChunk extends Where {
  /** `version#start-end`. */
  readonly key: string;
  readonly document: string;
  readonly version: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** A term that several documents share, seen by whoever sees two of them. */
export interface FoundTerm extends Where {
  readonly key: string;
  readonly title: string;
}

/** What can be named: a document, or a term that is there, with its effective sensitivity. */
export interface Known extends Mention {
  readonly title: string | null;
  readonly sensitivity: number;
}

/** So many phrases of a document are looked for in the others. */
const phrasesEach = 10;

/**
 * Phrases that may be terms, of documents that are in English or may be: of each document those that others of these have too, else the weightiest.
 */
export function candidates(documents: readonly { readonly language: string | null; readonly texts: readonly string[] }[]): ReadonlyMap<string, Candidate> {
  const found = documents.filter(({ language }) => language === null || /^en\b/i.test(language)).map(({ texts }) => termCandidates(texts));
  const counts = new Map<string, number>();
  for (const { phrase } of found.flat()) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  const worth = ({ phrase, weight }: Candidate): number => weight * (counts.get(phrase)! > 1 && counts.get(phrase)! <= mostDocuments ? 2 : 1);
  return new Map(found.flatMap((own) => [...own].sort((a, b) => worth(b) - worth(a)).slice(0, phrasesEach)).map((each) => [each.phrase, each]));
}

/** Names of a document, as chunks may have them. */
export const namesOf = ({ key, title }: { readonly key: string; readonly title: string | null }): readonly string[] =>
  [...(title === null ? [] : [title]), ...(nameWords(key).length > 1 ? [key] : [])];

/** What a chunk may mention at most, of each kind; a `few` holds a hundred. */
const mostEach = 40;

export interface Linking {
  readonly incoming: readonly Incoming[];
  /** The chunks of those, and others that may name one of them or have a phrase. */
  readonly chunks: readonly NamingChunk[];
  readonly phrases: ReadonlyMap<string, Candidate>;
  readonly known: readonly Known[];
  /** By a domain's key that of the one above it. */
  readonly parents: ReadonlyMap<string, string>;
}

/** Which terms are new or seen by more than before, and what each chunk mentions beside what it did. */
export function mentions({ incoming, chunks, phrases, known, parents }: Linking): { readonly terms: readonly FoundTerm[]; readonly added: ReadonlyMap<NamingChunk, readonly Mention[]> } {
  const fresh = new Set(incoming.map(({ version }) => version));
  const terms = foundTerms(chunks, phrases, parents);
  const old = known.map((each): Naming<Mention> => ({ name: each.title ?? "", of: { type: each.type, key: each.key } }));
  const keys = known.filter(({ type }) => type === "Document").flatMap((each) => namesOf({ key: each.key, title: null }).map((name): Naming<Mention> => ({ name, of: { type: "Document", key: each.key } })));
  const own = incoming.flatMap((each) => namesOf(each).map((name): Naming<Mention> => ({ name, of: { type: "Document", key: each.key } })));
  const [all, latest] = [gazetteer([...old, ...keys, ...own]), gazetteer(own)];
  const added = new Map<NamingChunk, readonly Mention[]>();
  for (const chunk of chunks) {
    const has = new Set(chunk.mentions.map(called));
    const found = [...(fresh.has(chunk.version) ? all : latest).in(chunk.text), ...(terms.get(chunk) ?? []).map(({ key }): Mention => ({ type: "Term", key }))].filter((each) => !(each.type === "Document" && each.key === chunk.document));
    const more = [...new Map(found.map((each) => [called(each), each])).values()].filter((each) => !has.has(called(each)));
    const room = (type: Mention["type"]) => Math.max(0, mostEach - chunk.mentions.filter((each) => each.type === type).length);
    const kept = (["Document", "Term"] as const).flatMap((type) => more.filter((each) => each.type === type).slice(0, room(type)));
    if (kept.length > 0) added.set(chunk, kept);
  }
  const before = new Map(known.filter(({ type }) => type === "Term").map(({ key, sensitivity }) => [key, sensitivity]));
  const isNews = ({ key, sensitivity }: FoundTerm) => sensitivity < (before.get(key) ?? Infinity);
  return { terms: [...new Map([...terms.values()].flat().map((each) => [each.key, each])).values()].filter(isNews), added };
}

const called = ({ type, key }: Mention): string => `${type} ${key}`;

/** The terms of each chunk: of phrases that several documents share, one for each domain in which they meet. */
function foundTerms(chunks: readonly NamingChunk[], phrases: ReadonlyMap<string, Candidate>, parents: ReadonlyMap<string, string>): ReadonlyMap<NamingChunk, readonly FoundTerm[]> {
  const finder = gazetteer([...phrases.values()].map(({ phrase, title }) => ({ name: title, of: phrase })));
  const having = new Map<string, NamingChunk[]>();
  for (const chunk of chunks) for (const phrase of finder.in(chunk.text)) having.set(phrase, [...(having.get(phrase) ?? []), chunk]);
  const found = new Map<NamingChunk, FoundTerm[]>();
  for (const phrase of shared(new Map([...having].map(([each, own]) => [each, new Set(own.map(({ document }) => document))])))) {
    const own = having.get(phrase)!;
    const documents = [...new Map(own.map((chunk) => [chunk.document, chunk])).values()];
    for (const [domain, sensitivity] of meetings(documents, parents)) {
      const key = `${domain}/${phrase}`;
      if (key.length > longestKey) continue;
      for (const chunk of own) found.set(chunk, [...(found.get(chunk) ?? []), { key, title: phrases.get(phrase)!.title, domain, sensitivity }]);
    }
  }
  return found;
}
