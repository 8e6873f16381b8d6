import type { Embedder } from "../documents/offers.js";
import { grouped } from "../entity/grouped.js";

/** Something about a search as a whole that whoever uses what it found should know of. */
export interface SearchWarning {
  readonly kind: "ANALYZER_LANGUAGE" | "EMBEDDER_LANGUAGE" | "DOCUMENT_LANGUAGE" | "NOT_RERANKED";
  readonly sentence: string;
}

/** What is known of the languages of a search, as BCP 47 tags. */
export interface SearchLanguages {
  /** That the query can be in: what it is asked in, else its prompt's, else its task's; empty where none of them says. */
  readonly query: readonly string[];
  /** Of what was found, a chunk each; null where its document doesn't say. */
  readonly found: readonly (string | null)[];
  readonly embedder: Pick<Embedder, "id" | "languages">;
}

/** Of the full-text index of chunks (V0001): its analyzer is `english`. */
const analyzed = ["en"];

/** How the language of a query doesn't fit what searches for it, or what was found. Nothing is said of what isn't known. */
export function languageWarnings({ query, found, embedder: { id, languages } }: SearchLanguages): readonly SearchWarning[] {
  if (query.length === 0) return [];
  const asked = query.join(" or ");
  const others = [...grouped(found.filter((tag) => tag !== null && !fits(query, [tag])), (tag) => tag).entries()].map(([tag, own]) => `${own.length} in ${tag}`);
  return [
    ...(fits(query, analyzed) ? [] : [{ kind: "ANALYZER_LANGUAGE" as const, sentence: `The query is in ${asked}, and the full-text index knows the forms of ${analyzed.join(" and ")} words only: a word in another form than in the query isn't found by it.` }]),
    ...(languages === undefined || fits(query, languages) ? [] : [{ kind: "EMBEDDER_LANGUAGE" as const, sentence: `The query is in ${asked}, and ${id} was trained on ${languages.join(" and ")}: how near chunks are to it says little. Set EVALGRAPH_EMBEDDER_URL to a model for ${asked}, and run npx evalgraph reembed.` }]),
    ...(others.length === 0 ? [] : [{ kind: "DOCUMENT_LANGUAGE" as const, sentence: `The query is in ${asked}; of ${found.length} chunks there are ${others.join(" and ")}.` }]),
  ];
}

const fits = (some: readonly string[], others: readonly string[]): boolean => some.some((one) => others.some((other) => primary(one) === primary(other)));

/** The language of a tag without script, region and the like; what is no tag stands for itself. */
function primary(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return tag.toLowerCase();
  }
}
