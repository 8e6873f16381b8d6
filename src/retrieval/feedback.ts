import { wordsOf } from "../entity/words.js";
import { clausesOf, luceneWords } from "../graph/luceneWords.js";
import type { RetrievalSettings } from "./settings.js";

/** A chunk that was found, best first among others. */
interface Found {
  readonly text: string;
  /** Fused, 0 to 1. */
  readonly score: number;
  /** Cosine with the query; null where it has no vector. */
  readonly dense: number | null;
}

/**
 * The words of a query and those that its best chunks have in common, for Lucene: the relevance model of Lavrenko and Croft (2001), mixed
 * with the query (RM3; Abdul-Jaleel et al. 2004). A word counts as often as it stands in those chunks, by their scores, and the more the
 * fewer of all candidates have it, so that no list of stop words is needed. Null where no chunk is near enough to learn from, or nothing is asked for.
 */
export function expanded(query: string, ranked: readonly Found[], { feedbackChunks, feedbackTerms, feedbackWeight, floor }: RetrievalSettings): string | null {
  const best = ranked.filter(({ dense, score }) => (dense ?? -1) >= floor && score > 0).slice(0, feedbackChunks);
  const own = luceneWords(query).split(" ").filter((word) => word !== "");
  if (best.length === 0 || own.length === 0 || feedbackTerms === 0 || feedbackWeight === 0) return null;
  const terms = fitting(relevant(best, ranked, feedbackTerms), mostExpanded - clausesOf(own.join(" ")));
  const sum = terms.reduce((total, [, weight]) => total + weight, 0);
  if (sum === 0) return null;
  return [
    ...own.map((word) => boosted(word, (1 - feedbackWeight) / own.length)),
    ...terms.flatMap(([word, weight]) => luceneWords(word).split(" ").map((each) => boosted(each, (feedbackWeight * weight) / sum))),
  ].join(" ");
}

/** Clauses of words, with those asked for: what Lucene takes is left to the names of classes. */
const mostExpanded = 600;

/** The first that come to so many clauses: a word of ideographs makes one of each. */
function fitting<T extends readonly [string, number]>(terms: readonly T[], most: number): readonly T[] {
  let left = most;
  const end = terms.findIndex(([word]) => (left -= clausesOf(word)) < 0);
  return end < 0 ? terms : terms.slice(0, end);
}

/** Words of the best chunks with their weights, heaviest first; ties by the word. */
function relevant(best: readonly Found[], among: readonly Found[], most: number): readonly (readonly [string, number])[] {
  const weights = new Map<string, number>();
  for (const { text, score } of best) {
    const words = plainWords(text);
    for (const word of words) weights.set(word, (weights.get(word) ?? 0) + score / words.length);
  }
  const chunksWith = new Map<string, number>();
  for (const { text } of among) for (const word of new Set(plainWords(text).filter((each) => weights.has(each)))) chunksWith.set(word, (chunksWith.get(word) ?? 0) + 1);
  return [...weights].map(([word, weight]) => [word, weight * Math.log((among.length + 1) / chunksWith.get(word)!)] as const)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, most);
}

const plainWords = (text: string): readonly string[] => wordsOf(text.normalize("NFC"));

/** Lucene reads no exponents. */
const boosted = (word: string, weight: number): string => `${word}^${weight.toFixed(6)}`;
