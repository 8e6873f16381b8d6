/** Turns text into vectors of length 1, so that their dot product is their cosine. */
export interface Embedder {
  /** Name of the model, as corpora keep it. */
  readonly id: string;
  readonly dimensions: number;
  /** SHA-256 over those of the model's files, weights and tokenizer, lower-case hex: vectors of two digests are never compared. */
  readonly digest: string;
  /** Vectors of texts to be found, in their order. One text's vector doesn't depend on the others. */
  passages(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** Vector of a text to find others by. */
  query(text: string): Promise<Float32Array>;
}

/** What tells an embedder from every other: kept with each vector that it makes. */
export const embedderName = ({ id, digest }: Pick<Embedder, "id" | "digest">): string => `${id}@${digest}`;
