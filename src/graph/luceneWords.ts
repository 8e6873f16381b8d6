/** Lucene refuses a query of more than 1,024 clauses. */
export const mostClauses = 1_000;

/** Clauses that Lucene makes of words at most: one of each ideograph or hiragana, and of each run of other letters and digits; weights such as `^0.5` make none. */
export const clausesOf = (words: string): number => words.replace(/(?<!\\)\^[\d.]+/g, "").match(clause)?.length ?? 0;
const clause = /[\p{sc=Han}\p{sc=Hiragana}\p{Extended_Pictographic}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}])[\p{L}\p{M}\p{N}])+/gu;

/**
 * Any text as a query of Lucene's classic parser: its words, any of which may match. Nothing in it is an operator; empty where
 * there is no word to search for. What is past so many characters is left out: no word makes more clauses than it has characters.
 */
export function luceneWords(text: string, longest: number = mostClauses): string {
  const words = text.normalize("NFC").slice(0, longest).toLowerCase().split(/[\s\p{Cc}\p{Cs}\p{Cn}]+/u);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => word.replace(/[+\-!(){}[\]^"~*?:\\/&|<>=]/g, "\\$&")).join(" ");
}
