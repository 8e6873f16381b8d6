import type { Span } from "./blocks.js";

export interface Word extends Span {
  /** As it is written. */
  readonly text: string;
  /** In the form in which words are compared. */
  readonly folded: string;
  /** Whether hardly anything is between it and the word before. */
  readonly isNear: boolean;
  /** Whether nothing parts it from the word before: at most a space, a line's end, a dash or the like. */
  readonly goesOn: boolean;
}

/** Runs of letters and digits, in order. */
export function words(text: string): readonly Word[] {
  let end = 0;
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ index, 0: word }) => {
    const gap = end > 0 ? text.slice(end, index) : null;
    end = index + word.length;
    return { start: index, end, text: word, folded: folded(word), isNear: gap !== null && near.test(gap), goesOn: gap !== null && joint.test(gap) };
  });
}

const near = /^[^\n]{0,3}$|^[ \t]*\r?\n[ \t]*$/;
const joint = /^( ?[-\u2010\u2011'\u2019&+] ?|[/._]|[ \t]*\r?\n?[ \t]*)$/;

export const folded = (word: string): string => word.normalize("NFKC").toLowerCase();
