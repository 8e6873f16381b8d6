import { blocks, type Block, type Span } from "./blocks.js";
import { tokenCount } from "./tokens.js";

export interface SplitSettings {
  /** Length that chunks come close to, in tokens; only a chunk of a single sentence is longer. */
  readonly target: number;
  /** A heading ends a chunk only when it is at least so long. */
  readonly least: number;
  /** So much of a chunk's end begins the next, where no heading parts them. */
  readonly overlap: number;
}

/** 220 tokens are about 160 words of English: a thought or two, and well within what embedding models read. */
export const defaultSplit: SplitSettings = { target: 220, least: 60, overlap: 30 };

/**
 * Chunks of a Markdown or plain text, in order. They end before a heading, else between paragraphs, else between sentences, and
 * hold no white space at their ends; together they hold everything else.
 */
export function split(text: string, settings: SplitSettings = defaultSplit, language = "en"): readonly Span[] {
  const chunks: Span[] = [];
  let open: readonly Piece[] = [];
  const close = () => {
    if (open.length > 0) chunks.push({ start: open[0]!.start, end: open.at(-1)!.end });
  };
  for (const piece of pieces(text, language)) {
    const length = total(open);
    const full = length + piece.tokens > settings.target;
    const section = piece.begins === "section" && length >= settings.least;
    const block = piece.begins !== "nothing" && length >= settings.least && length + piece.block > settings.target;
    if (open.length > 0 && (full || section || block)) {
      close();
      open = piece.begins === "section" ? [] : tail(open, Math.min(settings.overlap, settings.target - piece.tokens));
    }
    open = [...open, piece];
  }
  close();
  return chunks;
}

/** A sentence, or a line of code: never parted. */
interface Piece extends Span {
  readonly tokens: number;
  readonly begins: "section" | "block" | "nothing";
  /** Length of the whole block that it begins. */
  readonly block: number;
}

function pieces(text: string, language: string): readonly Piece[] {
  const sentences = new Intl.Segmenter(language, { granularity: "sentence" });
  const words = new Intl.Segmenter(language, { granularity: "word" });
  return blocks(text).flatMap((block) => {
    const spans = parts(text, block, sentences).flatMap((span) => short(text, span, words));
    const tokens = spans.map(({ start, end }) => tokenCount(text.slice(start, end)));
    const whole = tokens.reduce((sum, each) => sum + each, 0);
    return spans.map((span, at): Piece =>
      ({ ...span, tokens: tokens[at]!, block: whole, begins: at > 0 ? "nothing" : block.kind === "heading" ? "section" : "block" }));
  });
}

const parts = (text: string, block: Block, sentences: Intl.Segmenter): readonly Span[] =>
  block.kind === "code"
    ? [...text.slice(block.start, block.end).matchAll(/[^\n]*\S[^\n]*/g)].map(({ index, 0: line }) => trimmed(text, block.start + index, block.start + index + line.length))
    : segments(unwrapped(text), block, sentences);

/** A line's end inside a paragraph ends no sentence, but before an item of a list or a row of a table it does. As long as the text. */
const unwrapped = (text: string): string => text.replace(/\r?\n(?!\s*([-*+|>\n\r]|\d+[.)]))/g, (end) => " ".repeat(end.length));

/** A sentence longer than this, in characters, is no sentence: a table, a list without stops, or no prose at all. */
const longestSentence = 600;

/** Cuts what is too long between words; a word that is longer still is cut anywhere but inside a character. */
function short(text: string, span: Span, words: Intl.Segmenter): readonly Span[] {
  if (span.end - span.start <= longestSentence) return [span];
  const spans: Span[] = [];
  let start = span.start;
  let end = start;
  for (const word of segments(text, span, words).flatMap((each) => hacked(text, each))) {
    if (word.end - start > longestSentence && end > start) {
      spans.push(trimmed(text, start, end));
      start = word.start;
    }
    end = word.end;
  }
  return [...spans, trimmed(text, start, end)];
}

function hacked(text: string, { start, end }: Span): readonly Span[] {
  if (end - start <= longestSentence) return [{ start, end }];
  const inside = /[\uDC00-\uDFFF]/.test(text[start + longestSentence]!) ? 1 : 0;
  const cut = start + longestSentence - inside;
  return [{ start, end: cut }, ...hacked(text, { start: cut, end })];
}

const segments = (text: string, { start, end }: Span, segmenter: Intl.Segmenter): readonly Span[] =>
  [...segmenter.segment(text.slice(start, end))].filter(({ segment }) => segment.trim() !== "")
    .map(({ index, segment }) => trimmed(text, start + index, start + index + segment.length));

function trimmed(text: string, start: number, end: number): Span {
  const inner = text.slice(start, end);
  return { start: start + inner.length - inner.trimStart().length, end: end - (inner.length - inner.trimEnd().length) };
}

/** The last pieces, of at most so many tokens together, and never all. */
function tail(pieces: readonly Piece[], most: number): readonly Piece[] {
  const from = pieces.findLastIndex((_, at) => at === 0 || total(pieces.slice(at)) > most);
  return pieces.slice(from + 1);
}

const total = (pieces: readonly Piece[]): number => pieces.reduce((sum, { tokens }) => sum + tokens, 0);
