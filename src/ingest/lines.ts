import type { Item } from "../writes/draft.js";

/** What a text of JSON lines holds. */
export interface Lines {
  readonly items: readonly Item[];
  /** For each item the number of its line, from 1. */
  readonly numbers: readonly number[];
  readonly problems: readonly LineProblem[];
  /** Lines that aren't blank. */
  readonly count: number;
}

export interface LineProblem {
  /** Number of the line in the text, from 1. */
  readonly line: number;
  /** Key that the line gives. */
  readonly key: string | null;
  /** The field at fault, such as `domains.0`; null where it is the line itself. */
  readonly path: string | null;
  readonly reason: string;
}

/** Longest line, in characters; an evaluation with 100,000 item results has about 5 million. */
export const longestLine = 32 * 2 ** 20;

/**
 * Reads JSON lines from a stream of text or UTF-8, an item a line, without holding the text as a whole. Blank lines are passed
 * over. A line that is no JSON object, or is over the limit, is a problem and the rest goes on; what an item says is not checked.
 */
export async function readLines(stream: AsyncIterable<string | Uint8Array>, limit = longestLine): Promise<Lines> {
  const items: Item[] = [];
  const numbers: number[] = [];
  const problems: LineProblem[] = [];
  let count = 0;
  for await (const { number, text } of numberedLines(stream, limit)) {
    if (text !== null && text.trim() === "") continue;
    count++;
    const item = text === null ? `The line has more than ${limit} characters; split it into several.` : itemIn(text);
    if (typeof item === "string") problems.push({ line: number, key: null, path: null, reason: item });
    else {
      items.push(item);
      numbers.push(number);
    }
  }
  return { items, numbers, problems, count };
}

/** The lines one by one; the text of one over the limit is null. */
export async function* numberedLines(stream: AsyncIterable<string | Uint8Array>, limit: number) {
  const decoder = new TextDecoder();
  let number = 1;
  let pending: string | null = "";
  const grown = (text: string): string | null => (pending === null || pending.length + text.length > limit ? null : pending + text);
  for await (const chunk of stream) {
    const [first, ...rest] = (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })).split("\n");
    pending = grown(first!);
    for (const text of rest) {
      yield { number: number++, text: pending };
      pending = "";
      pending = grown(text);
    }
  }
  yield { number, text: grown(decoder.decode()) };
}

/** The item, or a sentence about what the line is instead. */
function itemIn(text: string): Item | string {
  try {
    const value: unknown = JSON.parse(text.replace(byteOrderMark, ""));
    if (typeof value === "object" && value !== null && "type" in value && typeof value.type === "string") return value as Item;
    return `The line is ${shown(text)}; expected an object with a type, such as {"type":"Task","key":"reset-password","title":"Reset a password"}.`;
  } catch (error) {
    return `The line isn't JSON: ${(error as Error).message.replace(/\.$/, "")}. Write one object a line, without line breaks in it.`;
  }
}

const byteOrderMark = /^\uFEFF/;
const shownCharacters = 60;
const shown = (text: string): string => (text.length > shownCharacters ? `${text.slice(0, shownCharacters)}...` : text);
