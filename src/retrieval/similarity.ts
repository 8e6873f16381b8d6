import { wordRuns } from "../entity/words.js";

/** Three words in a row are seldom shared by texts that say different things. */
const shingle = 3;

/** The word triples of a text. */
export const shingles = (text: string): ReadonlySet<string> => wordRuns(text, shingle);

/** Jaccard's index of two sets: 1 for equal ones. */
export function jaccard<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): number {
  let common = 0;
  for (const each of one) if (other.has(each)) common += 1;
  return one.size + other.size === 0 ? 1 : common / (one.size + other.size - common);
}
