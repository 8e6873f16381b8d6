/** The words of a text, in lower case: runs of letters and digits. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The runs of so many words on end in a text, case and punctuation aside; a shorter text is one, and one without words has none. */
export function wordRuns(text: string, length: number): ReadonlySet<string> {
  const words = wordsOf(text);
  if (words.length <= length) return new Set(words.length === 0 ? [] : [words.join(" ")]);
  return new Set(words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(" ")));
}
