/** A text's words with their weights, of length 1 together. */
export type WordVector = ReadonlyMap<string, number>;

/** How texts become vectors: logarithm of a word's count, times how rare it is among the texts learnt from (tf-idf; Salton and Buckley 1988). */
export interface TextWeights {
  readonly texts: number;
  readonly found: ReadonlyMap<string, number>;
}

export function textWeights(texts: readonly string[]): TextWeights {
  const found = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) found.set(word, (found.get(word) ?? 0) + 1);
  return { texts: texts.length, found };
}

/** Words that no text held are left out: they can't be shared. */
export function wordVector({ texts, found }: TextWeights, text: string): WordVector {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) if (found.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weighted = [...counts].map(([word, count]) => [word, (1 + Math.log(count)) * Math.log((1 + texts) / found.get(word)!)] as const);
  const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
  return new Map(weighted.map(([word, weight]) => [word, weight / length]));
}

/** Cosine of two, 0 to 1. */
export function cosine(one: WordVector, other: WordVector): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [word, weight] of few) sum += weight * (many.get(word) ?? 0);
  return sum;
}

/** Lower-case words; a name such as AmazonReviewsV2 is its parts, since tasks are often named by what they are made of. */
const wordsOf = (text: string): readonly string[] =>
  text.normalize("NFKC").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2").toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
