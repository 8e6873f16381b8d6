import { tokenCount } from "../documents/offers.js";

/** A chunk's words and where they stand in their document, in UTF-16 code units. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A stretch of a document's text; `end` is where the next begins. */
export interface Stretch {
  readonly text: string;
  readonly end: number;
}

/**
 * The text of a document from `from` on, put together from its chunks, which overlap and leave out white space: as much as has at
 * most so many tokens, and at least one chunk.
 */
export function stretch(passages: readonly Passage[], from: number, most: number): Stretch {
  let text = "";
  let end = from;
  let tokens = 0;
  for (const passage of [...passages].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (passage.end <= end) continue;
    const added = `${text === "" ? "" : between(passage.start - end)}${passage.text.slice(Math.max(0, end - passage.start))}`;
    tokens += tokenCount(added);
    if (tokens > most && text !== "") break;
    text += added;
    end = passage.end;
  }
  return { text, end };
}

/** White space of some length: a single one parts lines or sentences, more of it paragraphs. */
const between = (length: number): string => (length <= 0 ? "" : length === 1 ? "\n" : "\n\n");
