import { keptBy, type KernelPart } from "./kernelPart.js";

/** Words, or ids, with their weights, of length 1 together; empty of nothing. */
export type Weighted = ReadonlyMap<string, number>;

/** How texts become vectors: logarithm of a part's count, times how rare it is among the texts learnt from (tf-idf; Salton and Buckley 1988). */
export interface TextWeights {
  readonly partsOf: (text: string) => readonly string[];
  readonly texts: number;
  readonly found: ReadonlyMap<string, number>;
}

export function textWeights(texts: readonly string[], partsOf: (text: string) => readonly string[]): TextWeights {
  const found = new Map<string, number>();
  for (const text of texts) for (const part of new Set(partsOf(text))) found.set(part, (found.get(part) ?? 0) + 1);
  return { partsOf, texts: texts.length, found };
}

/** Parts that no text held are left out: they can't be shared. */
export function textVector({ partsOf, texts, found }: TextWeights, text: string): Weighted {
  const counts = new Map<string, number>();
  for (const part of partsOf(text)) if (found.has(part)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return unit([...counts].map(([part, count]) => [part, (1 + Math.log(count)) * Math.log((1 + texts) / found.get(part)!)] as const));
}

/** A kernel's part that compares texts by what they are made of. */
export function textPart<Features extends object>(name: string, items: readonly Features[], textOf: (of: Features) => string, partsOf: (text: string) => readonly string[]): KernelPart<Features> {
  const weights = textWeights(items.map(textOf), partsOf);
  const vector = keptBy((of: Features) => textVector(weights, textOf(of)));
  return { name, isKnown: (of) => textOf(of).trim() !== "", between: (one, other) => cosine(vector(one), vector(other)) };
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
export const wordsOf = (text: string): readonly string[] =>
  text.normalize("NFKC").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2").toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];

/** Three letters or digits in a row, words with a space on both sides: names that are put together of the same pieces share these wherever they are cut. */
export function trigramsOf(text: string): readonly string[] {
  const spaced = ` ${text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? ""} `;
  return Array.from({ length: Math.max(spaced.length - 2, 0) }, (_, at) => spaced.slice(at, at + 3));
}
