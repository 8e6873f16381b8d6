/** Three words in a row are seldom shared by texts that say different things. */
const shingle = 3;

/** The word triples of a text, case and punctuation aside; a shorter text is one. */
export function shingles(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length <= shingle) return new Set([words.join(" ")]);
  return new Set(words.slice(shingle - 1).map((_, at) => words.slice(at, at + shingle).join(" ")));
}

/** Jaccard's index of two sets: 1 for equal ones. */
export function jaccard<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): number {
  let common = 0;
  for (const each of one) if (other.has(each)) common += 1;
  return one.size + other.size === 0 ? 1 : common / (one.size + other.size - common);
}
