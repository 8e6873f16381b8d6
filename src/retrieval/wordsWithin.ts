import { clausesOf, mostClauses } from "../graph/luceneWords.js";
import type { Class } from "./looks.js";

/** So many names of classes stand in a query, where its words leave room for them. */
const mostNames = 400;

/**
 * A query of Lucene's classic parser for words of chunks in classes that the viewer sees, so that full-text search doesn't pass what others have: their names must stand in
 * `Chunk.classes`, and count nothing (boost 0). Where the classes are too many their collections stand for them, which hold more: what is found is
 * checked in any case. Empty where there is nothing to look for or to look in.
 */
export function wordsWithin(words: string, known: readonly Class[]): string {
  if (words === "" || known.length === 0) return "";
  const most = Math.min(mostNames, mostClauses - clausesOf(words));
  const labels = known.map(({ label }) => label);
  const collections = known.flatMap(({ label, isPast, collectionLabel }) => (isPast ? [label] : collectionLabel ?? []));
  const names = [...new Set(labels.length > most ? collections : labels)];
  return names.length > most || names.length === 0 ? `text:(${words})` : `+(text:(${words}) ${nothing}) +classes:(${names.join(" ")})^0`;
}

/** A class that no chunk is in: of words that are all stop words nothing is left, and whatever is in the classes would be found. */
const nothing = "classes:none";
