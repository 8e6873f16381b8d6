import type { ContextPack } from "./context.types.js";
import type { Pack } from "./retrieve.js";

/** A pack as the API shows it, with the moment that it was asked for at; null for now. */
export const shown = ({ hits, leftOut, prohibitedBy, ...pack }: Pack, asOf: string | null): ContextPack => ({
  ...pack,
  asOf,
  prohibitedIds: prohibitedBy,
  answerable: hits.length > 0,
  hits: hits.map((hit) => ({
    hit, asOf, score: hit.score, fullText: hit.fullText, dense: hit.dense, graph: hit.graph ?? null, reranked: hit.reranked ?? null, passage: hit.passage, text: hit.text, isRedacted: hit.isRedacted, warnings: hit.warnings, path: hit.path.map((step) => ({ ...step, asOf })),
    via: (hit.via ?? []).map((step) => ({ ...step, asOf })),
    citation: { document: hit.documentKey, title: hit.title, version: hit.versionKey, start: hit.start, end: hit.end, digest: hit.digest },
  })),
  leftOut: leftOut.map(({ candidate, reason, sameAs }) => ({ candidate, asOf, reason, sameAs, score: candidate.score })),
});
