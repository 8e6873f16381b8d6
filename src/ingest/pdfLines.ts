import { grouped } from "../entity/grouped.js";

/** A line of a page: where its letters stand and how large they are, in points from the lower edge. */
export interface PageLine {
  readonly text: string;
  readonly y: number;
  readonly size: number;
}

/** Letters larger than the text's by so much, in a line that isn't long, make a heading. */
const headingSize = 1.15;
const longestHeading = 160;
/** A gap between lines wider than the usual one by so much parts paragraphs. */
const wideGap = 1.35;

/**
 * The lines of all pages as Markdown: what repeats at the edges of pages is left out, larger lines are headings, wider gaps part paragraphs, which go
 * on over the end of a page, and words that were parted at the end of a line are joined. The title is the one given, else the largest line of the first page.
 */
export function linesText(pages: readonly (readonly PageLine[])[], title: string | null): { readonly text: string; readonly title: string | null } {
  const running = runningLines(pages);
  const all = pages.map((lines) => lines.filter(({ text }, at) => !(isEdge(at, lines) && running.has(edgeText(text)))));
  const body = usual(all.flat().map(({ size, text }) => [Math.round(size * 2) / 2, text.length]));
  const isHeading = ({ size, text }: PageLine) => size >= body * headingSize && text.length <= longestHeading && /\p{L}/u.test(text);
  const sizes = [...new Set(all.flat().filter(isHeading).map(({ size }) => Math.round(size)))].sort((a, b) => b - a);
  const level = ({ size }: PageLine) => Math.min(sizes.indexOf(Math.round(size)) + 1, 6);
  const gap = usual(all.flatMap((lines) => lines.slice(1).map((line, at) => [Math.round(lines[at]!.y - line.y), 1] as const).filter(([between]) => between > 0)));
  let text = "";
  let before: PageLine | null = null;
  for (const lines of all) {
    for (const [at, line] of lines.entries()) {
      const heading = isHeading(line);
      const goesOn = before !== null && (heading ? isHeading(before) && level(before) === level(line) && at > 0 && near(before, line)
        : !isHeading(before) && (at > 0 ? near(before, line) : !/[.!?:;]["')\]]?$/.test(before.text)));
      if (goesOn) text = heading ? `${text} ${line.text}` : continued(text, line.text);
      else text += `${text === "" ? "" : "\n\n"}${heading ? `${"#".repeat(level(line))} ` : ""}${line.text}`;
      before = line;
    }
  }
  const largest = (all[0] ?? []).filter(isHeading).reduce<PageLine | null>((most, each) => (most && most.size >= each.size ? most : each), null);
  return { text, title: title ?? largest?.text ?? null };

  /** Below it, in letters like its own, and no further than lines usually are. */
  function near(above: PageLine, below: PageLine): boolean {
    const between = above.y - below.y;
    return between > -1 && between <= Math.max(gap * wideGap, below.size * (isHeading(below) ? 1.6 : 1.2)) && !isItem(below.text);
  }
}

const isItem = (text: string): boolean => /^([•‣▪◦●–*-]|\(?\d{1,2}[.)])\s/.test(text);

/** A word that a hyphen parts at the end of a line is one word where it goes on in lower case. */
const continued = (text: string, next: string): string => (/\p{Ll}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : `${text}\n${next}`);

/** Numbers change from page to page. */
const edgeText = (text: string): string => text.replace(/\d+/g, "#");

/** A line is looked for at the edges of pages, so many from above and below; it runs over them if it is on more than half of them, and on three. */
const edge = 2;
const leastPages = 3;
const isEdge = (at: number, { length }: readonly PageLine[]): boolean => at < edge || at >= length - edge;

function runningLines(pages: readonly (readonly PageLine[])[]): ReadonlySet<string> {
  const found = pages.flatMap((lines) => [...new Set(lines.filter((_, at) => isEdge(at, lines)).map(({ text }) => edgeText(text)))]);
  return new Set([...grouped(found, (text) => text)].filter(([, same]) => same.length >= leastPages && same.length > pages.length / 2).map(([text]) => text));
}

/** The value with the most weight; 0 where there is none. */
function usual(weighed: readonly (readonly [value: number, weight: number])[]): number {
  const sums = new Map<number, number>();
  for (const [value, weight] of weighed) sums.set(value, (sums.get(value) ?? 0) + weight);
  return [...sums].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0] as const)[0];
}
