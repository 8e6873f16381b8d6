import type { Class } from "./looks.js";

/** Lucene refuses a query of more than 1,024 clauses, and those of the words come to half of that. */
const mostNames = 400;

/**
 * A query of Lucene's classic parser for words of chunks in classes that the viewer sees, so that full-text search doesn't pass what others have: their names must stand in
 * `Chunk.classes`, and count nothing (boost 0). Where the classes are too many their collections stand for them, which hold more: what is found is
 * checked in any case. Empty where there is nothing to look for or to look in.
 */
export function wordsWithin(words: string, known: readonly Class[]): string {
  if (words === "" || known.length === 0) return "";
  const labels = known.map(({ label }) => label);
  const collections = known.flatMap(({ label, isPast, collectionLabel }) => (isPast ? [label] : collectionLabel ?? []));
  const names = [...new Set(labels.length > mostNames ? collections : labels)];
  return names.length > mostNames ? `text:(${words})` : `+text:(${words}) +classes:(${names.join(" ")})^0`;
}
