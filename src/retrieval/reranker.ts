/** Scores texts anew by reading each together with the query, which channels of a search don't. */
export interface Reranker {
  /** Name of its model. */
  readonly id: string;
  /** How well each text answers the query, in their order: higher for better, on a scale of the model's own. */
  scores(query: string, texts: readonly string[]): Promise<readonly number[]>;
}
