import type { Embedder } from "../documents/offers.js";

/** Something to choose among. */
export interface Candidate {
  readonly key: string;
  /** Class that it is an example of; null for none, which counts as a class of its own. */
  readonly label: string | null;
  /** Of length 1. */
  readonly vector: Float32Array;
}

/**
 * Candidates in the order in which they are to be taken for a query, by maximal marginal relevance (Carbonell & Goldstein 1998): each
 * time the one with the largest `weight * cos(it, query) - (1 - weight) * max cos(it, one taken)`. Labels take turns: none is taken
 * again while another that has candidates left was taken less often. `taken` are those that are in anyway. Of equals the first by key.
 * At most `most` are answered.
 */
export function byRelevance<T extends Candidate>(query: Float32Array, candidates: readonly T[], weight: number, { taken = [], most = candidates.length }: { readonly taken?: readonly Candidate[]; readonly most?: number } = {}): readonly T[] {
  const left = [...candidates].sort((one, other) => (one.key < other.key ? -1 : 1)).map((candidate) => ({
    candidate, relevance: cosine(query, candidate.vector), nearest: Math.max(0, ...taken.map(({ vector }) => cosine(vector, candidate.vector))),
  }));
  const times = new Map<string | null, number>();
  const count = ({ label }: Candidate): void => void times.set(label, (times.get(label) ?? 0) + 1);
  taken.forEach(count);
  const order: T[] = [];
  while (left.length > 0 && order.length < most) {
    const least = Math.min(...left.map(({ candidate: { label } }) => times.get(label) ?? 0));
    const score = ({ candidate: { label }, relevance, nearest }: (typeof left)[number]): number =>
      ((times.get(label) ?? 0) > least ? -Infinity : weight * relevance - (1 - weight) * nearest);
    const scores = left.map(score);
    const [next] = left.splice(scores.indexOf(Math.max(...scores)), 1) as [(typeof left)[number]];
    order.push(next.candidate);
    count(next.candidate);
    for (const each of left) each.nearest = Math.max(each.nearest, cosine(next.candidate.vector, each.candidate.vector));
  }
  return order;
}

/** Of vectors of length 1. A loop, as it is the whole cost of choosing. */
function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

/** What a text is about shows in its beginning; the whole of a long one would take longer than all else of a prompt. In characters. */
const longestCompared = 600;
/** Vectors of texts that were compared before: 8 MB or so. */
const mostKept = 5_000;
const kept = new WeakMap<Embedder, Map<string, Promise<Float32Array>>>();

/** Vectors of texts by what they begin with, in their order. Each is made once. */
export function vectors(embedder: Embedder, texts: readonly string[]): Promise<readonly Float32Array[]> {
  const known = kept.get(embedder) ?? new Map<string, Promise<Float32Array>>();
  kept.set(embedder, known);
  return Promise.all(texts.map((text) => vectorOf(embedder, known, text.slice(0, longestCompared))));
}

function vectorOf(embedder: Embedder, known: Map<string, Promise<Float32Array>>, text: string): Promise<Float32Array> {
  const vector = known.get(text) ?? embedder.passages([text]).then(([made]) => made!);
  known.delete(text);
  known.set(text, vector);
  vector.catch(() => known.delete(text));
  if (known.size > mostKept) known.delete(known.keys().next().value!);
  return vector;
}
