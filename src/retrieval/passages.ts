import { grouped } from "../entity/grouped.js";
import type { Candidate, Ranked } from "./pack.js";

/** Chunks of one document version that follow each other, as one text. */
export interface Passage extends Joined<Ranked> {
  readonly title: string;
  readonly versionKey: string;
  readonly start: number;
  readonly end: number;
}

/** Joins neighbours, so that nothing is said twice where they overlap. In the order of the best chunk of each. */
export function passages(hits: readonly Ranked[]): readonly Passage[] {
  const rank = new Map(hits.map(({ id }, at) => [id, at]));
  const best = ({ chunks }: Passage) => Math.min(...chunks.map(({ id }) => rank.get(id)!));
  return joined(hits).map((each): Passage => {
    const [{ title, versionKey, start }] = each.chunks as readonly [Ranked, ...Ranked[]];
    return { ...each, title, versionKey, start, end: each.chunks.at(-1)!.end };
  }).sort((a, b) => best(a) - best(b));
}

/** What is needed of chunks to join them. */
type Part = Pick<Candidate, "id" | "text" | "start" | "end" | "next" | "versionId">;
export interface Joined<T extends Part> {
  readonly text: string;
  /** In the order of the document. */
  readonly chunks: readonly T[];
}

/** Joins neighbours among any chunks, in the order of each document version. */
export const joined = <T extends Part>(all: readonly T[]): readonly Joined<T>[] => [...grouped(all, ({ versionId }) => versionId).values()].flatMap((chunks) => {
  const found: Joined<T>[] = [];
  for (const chunk of [...chunks].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    const before = last?.chunks.at(-1);
    if (last && before && (before.next === chunk.id || chunk.start < before.end)) found[found.length - 1] = { text: last.text + rest(before, chunk), chunks: [...last.chunks, chunk] };
    else found.push({ text: chunk.text, chunks: [chunk] });
  }
  return found;
});

/** What the second says beyond the first; between chunks that don't overlap there was white space. */
const rest = (first: Part, second: Part): string =>
  second.start < first.end ? second.text.slice(first.end - second.start) : `\n\n${second.text}`;
