/** A part of a text: `text.slice(start, end)`, in UTF-16 code units as JavaScript counts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A heading, a fenced piece of code, or anything else between blank lines. */
export interface Block extends Span {
  readonly kind: "heading" | "code" | "prose";
}

const heading = /^ {0,3}#{1,6}(\s|$)/;
/** Under a line of its own that is no item, quotation or row. */
const underline = /^ {0,3}(=+|-{2,})\s*$/;
const underlined = /^\s*(?![-*+>|#]|\d+[.)])\S[^\n]*\n$/;
const fence = /^ {0,3}(```|~~~)/;
const blank = /^\s*$/;

/** The blocks of a Markdown text (CommonMark's headings and fences), as spans without white space at their ends. */
export function blocks(text: string): readonly Block[] {
  const found: Block[] = [];
  let kind: Block["kind"] = "prose";
  let start = 0;
  let mark = "";
  const close = (end: number) => {
    const inner = text.slice(start, end);
    if (!blank.test(inner)) found.push({ kind, start: start + inner.length - inner.trimStart().length, end: start + inner.trimEnd().length });
    start = end;
    kind = "prose";
  };
  for (const line of lines(text)) {
    const words = text.slice(line.start, line.end);
    const opened = fence.exec(words)?.[1];
    if (kind === "code") {
      if (opened === mark) close(line.end);
    } else if (opened !== undefined) {
      close(line.start);
      kind = "code";
      mark = opened;
    } else if (heading.test(words)) {
      close(line.start);
      kind = "heading";
      close(line.end);
    } else if (underline.test(words) && underlined.test(text.slice(start, line.start))) {
      kind = "heading";
      close(line.end);
    } else if (blank.test(words)) close(line.end);
  }
  close(text.length);
  return found;
}

const lines = (text: string): readonly Span[] => [...text.matchAll(/[^\n]*\n|[^\n]+$/g)].map(({ index, 0: line }) => ({ start: index, end: index + line.length }));
