/** What each channel says of a candidate. */
export interface Channels {
  /** BM25 of the full-text index; null where that channel didn't find it. */
  readonly fullText: number | null;
  /** Cosine with the query, -1 to 1; null where it has no vector. */
  readonly dense: number | null;
  /** What the best chunks lend to it along the graph's edges, 0 to 1 (`lending.ts`); null or nothing where that is nothing. */
  readonly graph?: number | null;
  /** Whether only the graph led to it: it is measured by what the channels found, and doesn't move their scale. */
  readonly isBrought?: boolean;
}

export type Fused<C> = C & { readonly score: number };

/**
 * Convex combination of min-max normalised scores (Bruch, Gai, Ingber 2022, arXiv 2210.11934, eq. 3), best first, 0 to 1. BM25's
 * least is 0, the score of what doesn't match; the cosine's is the least among the candidates. What the graph lends has `graphWeight`
 * of the whole where it lends anything. Ties go by key.
 */
export function convex<C extends Channels & { readonly key: string }>(candidates: readonly C[], alpha: number, graphWeight = 0): readonly Fused<C>[] {
  const most = Math.max(0, ...candidates.map(({ fullText }) => fullText ?? 0));
  const cosines = candidates.flatMap(({ dense, isBrought }) => (isBrought ? [] : dense ?? []));
  const share = candidates.some(({ graph }) => (graph ?? 0) > 0) ? graphWeight : 0;
  const [low, high] = [Math.min(...cosines), Math.max(...cosines)];
  const lexical = (score: number | null) => (most > 0 ? (score ?? 0) / most : 0);
  const semantic = (cosine: number | null) => (cosine === null ? 0 : cosine >= high ? 1 : high > low ? Math.max(0, (cosine - low) / (high - low)) : 0);
  const channels = ({ fullText, dense }: C) => alpha * lexical(fullText) + (1 - alpha) * semantic(dense);
  return candidates
    .map((each) => ({ ...each, score: (1 - share) * channels(each) + share * (each.graph ?? 0) }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}
