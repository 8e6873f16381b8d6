/** Lucene refuses a query of more than 1,024 clauses, and no word makes more clauses than it has characters. */
const longest = 1_000;

/**
 * Any text as a query of Lucene's classic parser: its words, any of which may match. Nothing in it is an operator; empty where
 * there is no word to search for.
 */
export function luceneWords(text: string): string {
  const words = text.normalize("NFC").slice(0, longest).toLowerCase().split(/[\s\p{Cc}\p{Cs}\p{Cn}]+/u);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => word.replace(/[+\-!(){}[\]^"~*?:\\/&|<>=]/g, "\\$&")).join(" ");
}
