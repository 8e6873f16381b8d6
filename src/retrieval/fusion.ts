/** What each channel says of a candidate. */
export interface Channels {
  /** BM25 of the full-text index; null where that channel didn't find it. */
  readonly fullText: number | null;
  /** Cosine with the query, -1 to 1; null where it has no vector. */
  readonly dense: number | null;
}

export type Fused<C> = C & { readonly score: number };

/**
 * Convex combination of min-max normalised scores (Bruch, Gai, Ingber 2022, arXiv 2210.11934, eq. 3), best first, 0 to 1. BM25's
 * least is 0, the score of what doesn't match; the cosine's is the least among the candidates. Ties go by key.
 */
export function convex<C extends Channels & { readonly key: string }>(candidates: readonly C[], alpha: number): readonly Fused<C>[] {
  const most = Math.max(0, ...candidates.map(({ fullText }) => fullText ?? 0));
  const cosines = candidates.flatMap(({ dense }) => dense ?? []);
  const [low, high] = [Math.min(...cosines), Math.max(...cosines)];
  const lexical = (score: number | null) => (most > 0 ? (score ?? 0) / most : 0);
  const semantic = (cosine: number | null) => (cosine === null ? 0 : high > low ? (cosine - low) / (high - low) : 1);
  return candidates
    .map((each) => ({ ...each, score: alpha * lexical(each.fullText) + (1 - alpha) * semantic(each.dense) }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}
