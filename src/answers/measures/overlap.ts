import { measured, share, unmeasured, type Measured } from "./measured.js";
import { common, normalized, words } from "./words.js";

const noReference = "There is no reference to hold it against.";

/** Whether an answer is one of the references, but for case, punctuation and articles (SQuAD's exact match): 1 or 0. */
export const exactMatch = (answer: string, references: readonly string[]): Measured =>
  (references.length === 0 ? unmeasured(noReference) : measured(references.some((reference) => normalized(reference) === normalized(answer)) ? 1 : 0));

/**
 * Harmonic mean of the shares of the answer's and of the reference's words that they have in common (SQuAD's F1), the best over references.
 * Where either has no words it is 1 if both have none (as in SQuAD 2.0, for "no answer"), else 0.
 */
export const tokenF1 = (answer: string, references: readonly string[]): Measured => best(references, (reference) => {
  const [own, theirs] = [words(answer), words(reference)];
  return own.length === 0 || theirs.length === 0 ? Number(own.length === theirs.length) : harmonic(common(own, theirs), own.length, theirs.length);
});

/**
 * ROUGE-L (Lin 2004, section 3) of one answer, with beta 1: the longest common subsequence as a share of the answer's and of the reference's words, in
 * their harmonic mean, the best over references. Words are runs of letters and digits in lower case, unstemmed, as rouge-score's default has them for
 * English; letters are those of any script.
 */
export const rougeL = (answer: string, references: readonly string[]): Measured => best(references, (reference) => {
  const [own, theirs] = [runs(answer), runs(reference)];
  return own.length === 0 || theirs.length === 0 ? 0 : harmonic(longestCommonSubsequence(own, theirs), own.length, theirs.length);
});

/**
 * Share of an answer's words that stand in its contexts, each as often as there (K-Precision of Adlakha et al. 2023, arXiv 2307.16877). Words can stand in a
 * context and say something else: this is no measure of whether an answer is grounded, and no gate rests on it.
 */
export function lexicalSupport(answer: string, contexts: readonly string[]): Measured {
  if (contexts.length === 0) return unmeasured("There is no context.");
  const own = words(answer);
  return share(common(own, contexts.flatMap(words)), own.length, "The answer has no words.");
}

const best = (references: readonly string[], of: (reference: string) => number): Measured => (references.length === 0 ? unmeasured(noReference) : measured(Math.max(...references.map(of))));

const harmonic = (same: number, first: number, second: number): number => (2 * same) / (first + second);

const runs = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

function longestCommonSubsequence(first: readonly string[], second: readonly string[]): number {
  let row = new Uint32Array(second.length + 1);
  for (const word of first) {
    const next = new Uint32Array(second.length + 1);
    second.forEach((other, at) => (next[at + 1] = word === other ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!)));
    row = next;
  }
  return row[second.length]!;
}
