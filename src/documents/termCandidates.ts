import { isMixed } from "./gazetteer.js";
import { stopWords } from "./stopWords.js";
import { words, type Word } from "./words.js";

/** A phrase that may be a term. */
export interface Candidate {
  /** Its words as they are compared, with single spaces between. */
  readonly phrase: string;
  /** As it is written where it is met first. */
  readonly title: string;
  /** How often its document has it, weighed by its length. */
  readonly weight: number;
}

const mostWords = 3;
const leastLetters = 3;

/**
 * Phrases of one document that may be terms: up to three words on end that hold no stop word (Rose et al. 2010, RAKE), and single words that are names by their letters. The
 * weight is that of the C-value without its nesting (Frantzi, Ananiadou, Mima 2000; log2 of the length and one more, so that single words count), which needs the other
 * documents: see `shared`.
 */
export function termCandidates(texts: readonly string[]): readonly Candidate[] {
  const found = new Map<string, { readonly title: string; readonly length: number; count: number }>();
  for (const run of texts.flatMap(runs))
    for (let start = 0; start < run.length; start++)
      for (let length = 1; length <= Math.min(mostWords, run.length - start); length++) {
        const own = run.slice(start, start + length);
        if (!isPhrase(own)) continue;
        const phrase = own.map(({ folded }) => folded).join(" ");
        const known = found.get(phrase);
        if (known) known.count += 1;
        else found.set(phrase, { title: own.map(({ text }) => text).join(" "), length, count: 1 });
      }
  return [...found].map(([phrase, { title, length, count }]) => ({ phrase, title, weight: count * Math.log2(length + 1) }));
}

const isPhrase = (own: readonly Word[]): boolean =>
  own.length === 1 ? isMixed(own[0]!.text) && own[0]!.text.length >= 2 : own.every(({ text }) => text.length >= leastLetters || isMixed(text)) && own.some(({ folded }) => !/^\d+$/.test(folded));

/** Words on end between stop words, numbers and whatever parts words. */
function runs(text: string): readonly (readonly Word[])[] {
  const all: Word[][] = [];
  let open: Word[] = [];
  for (const word of words(text)) {
    if (!word.goesOn) all.push(open = []);
    if (stopWords.has(word.folded) || /^\d+$/.test(word.text)) all.push(open = []);
    else open.push(word);
  }
  return all.filter((run) => run.length > 0);
}

/** So many documents have a term at most: what more of them have tells none of them apart (Salton, Wong, Yang 1975). */
export const mostDocuments = 40;

/**
 * Of candidates with the documents that have them those that are terms: several documents have it, not very many, and a longer one of the same documents doesn't hold it
 * (then it has no life of its own; after the C-value).
 */
export function shared(candidates: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const able = [...candidates].filter(([, documents]) => documents.size > 1 && documents.size <= mostDocuments);
  const longer = new Map<string, ReadonlySet<string>[]>();
  for (const [phrase, documents] of able) {
    const own = phrase.split(" ");
    for (let start = 0; start < own.length; start++)
      for (let end = start + 1; end <= own.length; end++) {
        const part = own.slice(start, end).join(" ");
        if (part !== phrase) longer.set(part, [...(longer.get(part) ?? []), documents]);
      }
  }
  return able.filter(([phrase, documents]) => !longer.get(phrase)?.some((others) => others.size >= documents.size)).map(([phrase]) => phrase);
}
