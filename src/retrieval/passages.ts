import { grouped } from "../entity/grouped.js";
import type { Ranked } from "./pack.js";

/** Chunks of one document version that follow each other, as one text. */
export interface Passage {
  readonly title: string;
  readonly versionKey: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** In the order of the document. */
  readonly chunks: readonly Ranked[];
}

/** Joins neighbours, so that nothing is said twice where they overlap. In the order of the best chunk of each. */
export function passages(hits: readonly Ranked[]): readonly Passage[] {
  const rank = new Map(hits.map(({ id }, at) => [id, at]));
  const best = ({ chunks }: Passage) => Math.min(...chunks.map(({ id }) => rank.get(id)!));
  return [...grouped(hits, ({ versionId }) => versionId).values()].flatMap(joined).sort((a, b) => best(a) - best(b));
}

function joined(chunks: readonly Ranked[]): readonly Passage[] {
  const found: Passage[] = [];
  for (const chunk of [...chunks].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    const before = last?.chunks.at(-1);
    if (last && before && (before.next === chunk.id || chunk.start < before.end))
      found[found.length - 1] = { ...last, end: chunk.end, text: last.text + rest(before, chunk), chunks: [...last.chunks, chunk] };
    else found.push({ title: chunk.title, versionKey: chunk.versionKey, start: chunk.start, end: chunk.end, text: chunk.text, chunks: [chunk] });
  }
  return found;
}

/** What the second says beyond the first; between chunks that don't overlap there was white space. */
const rest = (first: Ranked, second: Ranked): string =>
  second.start < first.end ? second.text.slice(first.end - second.start) : `\n\n${second.text}`;
