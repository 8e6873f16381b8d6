/** Lucene refuses a query of more than 1,024 clauses. */
export const mostClauses = 1_000;

/**
 * Clauses that Lucene makes of words at most (Unicode Standard Annex #29, word boundaries): one of each ideograph, hiragana and picture, and of each run of other letters and
 * digits, which ends where another script begins that is written without spaces; weights such as `^0.5` make none.
 */
export const clausesOf = (words: string): number => words.replace(/(?<!\\)\^[\d.]+/g, "").match(clause)?.length ?? 0;
const clause = new RegExp([
  "[\\p{sc=Han}\\p{sc=Hiragana}\\p{Extended_Pictographic}\\p{Regional_Indicator}]", "\\p{sc=Katakana}+", "\\p{sc=Hangul}+", "[\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]+",
  "(?:(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}])[\\p{L}\\p{M}\\p{N}])+",
].join("|"), "gu");

/**
 * Any text as a query of Lucene's classic parser: its words, any of which may match. Nothing in it is an operator; empty where
 * there is no word to search for. What is past so many characters is left out: no word makes more clauses than it has characters.
 */
export function luceneWords(text: string, longest: number = mostClauses): string {
  const words = text.normalize("NFC").slice(0, longest).toLowerCase().split(/[\s\p{Cc}\p{Cs}\p{Cn}]+/u);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => word.replace(/[+\-!(){}[\]^"~*?:\\/&|<>=]/g, "\\$&")).join(" ");
}
