/**
 * A text as SQuAD's evaluation script compares it (Rajpurkar et al. 2016, evaluate-v1.1): lower case, without ASCII punctuation and the articles
 * a, an, the, single spaces.
 */
export const normalized = (text: string): string => text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, "").replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, " ").trim().split(/\s+/u).join(" ");

/** The words of a normalised text. */
export const words = (text: string): readonly string[] => normalized(text).split(" ").filter((word) => word !== "");

/** The sentences of a text: up to a full stop, question or exclamation mark with a space after it, or a line's end; marks such as `[1]` left out. */
export const sentences = (text: string): readonly string[] =>
  text.replace(/\s*\[\d+\]/g, "").split(/(?<=[.!?])\s+|\n+/u).map((sentence) => sentence.trim()).filter((sentence) => words(sentence).length > 0);

/** How many words two lists have in common, each as often as in both. */
export function common(first: readonly string[], second: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of second) left.set(word, (left.get(word) ?? 0) + 1);
  return first.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  }).length;
}
