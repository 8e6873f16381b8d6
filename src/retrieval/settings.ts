/** How a search goes; a version of a retrieval configuration fixes them. */
export interface RetrievalSettings {
  /** Best chunks taken from each channel. */
  readonly candidates: number;
  /** Weight of the full-text channel; the dense one has the rest. */
  readonly alpha: number;
  /** Least cosine of a chunk with the query; what is below is not about it. */
  readonly floor: number;
  /** Share of common word triples (Jaccard) from which two chunks count as the same. */
  readonly duplicate: number;
  /** At most so many chunks in a pack. */
  readonly hits: number;
}

/**
 * The convex weight is the middle of what two test collections like best (Bruch, Gai, Ingber 2022, arXiv 2210.11934). The floor is
 * for bge-small-en-v1.5, whose cosines crowd between .4 and .9.
 */
export const defaultSettings: RetrievalSettings = { candidates: 100, alpha: 0.5, floor: 0.55, duplicate: 0.8, hits: 20 };
