import type { Fused, Channels } from "./fusion.js";
import type { Step } from "./links.js";
import type { RetrievalSettings } from "./settings.js";
import { jaccard, shingles } from "./similarity.js";

/** A chunk that was found and may be used. */
export interface Candidate extends Channels {
  readonly id: string;
  /** `document@version#start-end`. */
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Id of the chunk that follows it. */
  readonly next: string | null;
  readonly versionId: string;
  readonly versionKey: string;
  readonly documentId: string;
  readonly documentKey: string;
  readonly title: string;
  /** Of the document version, as a BCP 47 tag; null where it says none. */
  readonly language: string | null;
  /** From it to the chunk that lends it most, where the graph lends it anything. */
  readonly via?: readonly Step[];
}
export interface Ranked extends Fused<Candidate> {
  /** What a reranker made of it, where it was asked: its own scale, higher for better. */
  readonly reranked?: number;
}

export type Reason = "FLOOR" | "DUPLICATE" | "BUDGET" | "COUNT";
export interface LeftOut {
  readonly candidate: Ranked;
  /** FLOOR: not about the query. DUPLICATE: says what another says. BUDGET: no room. COUNT: enough without it. */
  readonly reason: Reason;
  /** Id of the chunk that says the same. */
  readonly sameAs: string | null;
}

export interface Budget {
  /** Tokens of the whole. */
  readonly maxTokens: number;
  /** Length of a candidate as it will stand in the text, in tokens; never too little. */
  cost(candidate: Ranked): number;
  /** The most tokens that may be used together with it, where a policy bounds that. */
  bound(candidate: Ranked): number;
}

/** After so many that don't fit nothing shorter is looked for: counting tokens is what takes the time. */
const patience = 10;

/** Takes candidates, best first, as long as there is room; one that doesn't fit makes way for a shorter one. */
export function pack(
  ranked: readonly Ranked[], { floor, duplicate, hits }: Pick<RetrievalSettings, "floor" | "duplicate" | "hits">, budget: Budget,
): { readonly taken: readonly Ranked[]; readonly leftOut: readonly LeftOut[] } {
  const taken: { readonly candidate: Ranked; readonly words: ReadonlySet<string> }[] = [];
  const leftOut: LeftOut[] = [];
  let used = 0;
  let most = budget.maxTokens;
  let misses = 0;
  for (const candidate of ranked) {
    const leave = (reason: Reason, sameAs: string | null = null) => leftOut.push({ candidate, reason, sameAs });
    if ((candidate.dense ?? -1) < floor && !isNamed(candidate)) {
      leave("FLOOR");
      continue;
    }
    if (misses >= patience) {
      leave("BUDGET");
      continue;
    }
    const words = shingles(candidate.text);
    const same = taken.find((other) => jaccard(words, other.words) >= duplicate);
    if (same) {
      leave("DUPLICATE", same.candidate.id);
      continue;
    }
    if (taken.length >= hits) {
      leave("COUNT");
      continue;
    }
    const allowed = Math.min(most, budget.bound(candidate));
    const cost = budget.cost(candidate);
    if (used + cost > allowed) {
      misses += 1;
      leave("BUDGET");
      continue;
    }
    taken.push({ candidate, words });
    used += cost;
    most = allowed;
  }
  return { taken: taken.map(({ candidate }) => candidate), leftOut };
}

/** Whether a chunk that is about the query names its document: an answer over two passages needn't be near the question. */
const isNamed = ({ via = [] }: Candidate): boolean => via.length === 3 && via[1]!.relationship === "VERSION_OF" && via[2]!.relationship === "MENTIONS";
