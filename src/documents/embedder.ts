/** Turns text into vectors of length 1, so that their dot product is their cosine. */
export interface Embedder {
  /** Name of the model, as corpora keep it. */
  readonly id: string;
  readonly dimensions: number;
  /** SHA-256 over what decides about its vectors (a local model's files; an endpoint's settings), lower-case hex: vectors of two digests are never compared. */
  readonly digest: string;
  /** That it was trained on, as BCP 47 tags; not known unless given. */
  readonly languages?: readonly string[];
  /** Vectors of texts to be found, in their order. A local model's vector of one text doesn't depend on the others. */
  passages(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** Vector of a text to find others by. */
  query(text: string): Promise<Float32Array>;
}

/** What tells an embedder from every other: kept with each vector that it makes. */
export const embedderName = ({ id, digest }: Pick<Embedder, "id" | "digest">): string => `${id}@${digest}`;

/** What is embedded of a chunk: its words under its document's title. A title without a letter, such as a number that stands for one, says nothing of them. */
export const passageOf = ({ title, text }: { readonly title: string | null; readonly text: string }): string => (title === null || !/\p{L}/u.test(title) ? text : `${title}\n${text}`);

/** At length 1. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
