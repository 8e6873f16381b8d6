/** Words, or ids, with their weights, of length 1 together; empty of nothing. */
export type Weighted = ReadonlyMap<string, number>;

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
export function wordVector({ texts, found }: TextWeights, text: string): Weighted {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) if (found.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return unit([...counts].map(([word, count]) => [word, (1 + Math.log(count)) * Math.log((1 + texts) / found.get(word)!)] as const));
}

/** At length 1; of what is named twice the last weight counts. */
export function unit(weighted: readonly (readonly [name: string, weight: number])[]): Weighted {
  const once = new Map(weighted);
  const length = Math.hypot(...once.values()) || 1;
  return new Map([...once].map(([name, weight]) => [name, weight / length]));
}

/** Cosine of two, 0 to 1. */
export function cosine(one: Weighted, other: Weighted): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [word, weight] of few) sum += weight * (many.get(word) ?? 0);
  return sum;
}

/** Lower-case words; a name such as AmazonReviewsV2 is its parts, since tasks are often named by what they are made of. */
const wordsOf = (text: string): readonly string[] =>
  text.normalize("NFKC").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2").toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
