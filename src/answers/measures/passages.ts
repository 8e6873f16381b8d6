import { measured, share, unmeasured, type Measured } from "./measured.js";
import { common, sentences, words } from "./words.js";

/** A passage that an answer was given with. */
export interface Passage {
  readonly id: string;
  /** What it is a part of, such as its document; judgements may be on that. */
  readonly source?: string | null;
  readonly text: string;
}

/** An answer with what it was given, cites and should have rested on. */
export interface Sourced {
  readonly answer: string;
  readonly contexts: readonly Passage[];
  /** What it cites: of the contexts or not. Null where nothing is known of its citations. */
  readonly citations: readonly Passage[] | null;
  readonly references: readonly string[];
  /** Ids of passages, or of their sources, that were judged relevant; null where nothing was judged. */
  readonly relevant: ReadonlySet<string> | null;
}

const nothingToTell = "There are neither judgements nor a reference to tell what is relevant.";
const nothingRelevant = "Nothing was judged relevant.";
const noContext = "There is no context.";
const noCitation = "It cites nothing.";
const citationsUnknown = "Nothing is known of its citations.";

/**
 * Share of the contexts that are relevant. Where passages were judged those judgements decide (as in Ragas' ID-based context precision); else a context is
 * relevant that supports a sentence of a reference, by its words.
 */
export function contextPrecision({ contexts, relevant, references }: Sourced): Measured {
  if (relevant === null && references.length === 0) return unmeasured(nothingToTell);
  return share(contexts.filter((passage) => isRelevant(passage, relevant, references)).length, contexts.length, noContext);
}

/** Share of what is relevant that is in the contexts: of what was judged so, else of the sentences of the reference that is supported best. */
export function contextRecall({ contexts, relevant, references }: Sourced): Measured {
  if (relevant !== null) return share([...relevant].filter((id) => contexts.some((passage) => stands(passage, id))).length, relevant.size, nothingRelevant);
  return supportedShare(contexts, references, nothingToTell);
}

/** Share of the citations that are relevant, by judgements or the reference; with neither, those that support a sentence of the answer, by its words. */
export function citationPrecision({ answer, citations, relevant, references }: Sourced): Measured {
  if (citations === null) return unmeasured(citationsUnknown);
  const by = references.length > 0 ? references : [answer];
  return share(citations.filter((passage) => isRelevant(passage, relevant, by)).length, citations.length, noCitation);
}

/**
 * Share of the passages judged relevant that are cited; where none were judged, the share of the answer's sentences that a cited passage supports, by its
 * words: citation recall as in ALCE (Gao et al. 2023, arXiv 2305.14627), with words in place of a model of entailment.
 */
export function citationRecall({ answer, citations, relevant }: Sourced): Measured {
  if (citations === null) return unmeasured(citationsUnknown);
  if (relevant !== null) return share([...relevant].filter((id) => citations.some((passage) => stands(passage, id))).length, relevant.size, nothingRelevant);
  return supportedShare(citations, [answer], "The answer has no words.");
}

/** Share of a sentence's words from which a passage counts as supporting it. */
const enoughWords = 0.5;

const supports = (passage: readonly string[], sentence: string): boolean => {
  const own = words(sentence);
  return common(own, passage) >= enoughWords * own.length;
};

const stands = ({ id, source }: Passage, judged: string): boolean => id === judged || source === judged;

const isRelevant = (passage: Passage, relevant: ReadonlySet<string> | null, texts: readonly string[]): boolean => {
  if (relevant !== null) return relevant.has(passage.id) || (passage.source != null && relevant.has(passage.source));
  const own = words(passage.text);
  return texts.some((text) => sentences(text).some((sentence) => supports(own, sentence)));
};

/** Of several texts, that with the most sentences supported counts. */
function supportedShare(passages: readonly Passage[], texts: readonly string[], reason: string): Measured {
  const shares = texts.map(sentences).filter((each) => each.length > 0).map((each) => each.filter((sentence) => passages.some(({ text }) => supports(words(text), sentence))).length / each.length);
  return shares.length === 0 ? unmeasured(reason) : measured(Math.max(...shares));
}
