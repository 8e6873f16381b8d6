import { load, type LoadContext } from "../writes/load.js";
import { addCounts, noCounts, type Counts } from "./counts.js";
import { readLines, type LineProblem } from "./lines.js";

export interface PushReport extends Counts {
  /** Lines that aren't blank. */
  readonly lines: number;
  /** What was not taken, in the order of the lines. */
  readonly problems: readonly LineProblem[];
}

export interface PushOptions {
  /** Told how many of the items are done. */
  readonly progress?: (done: number, total: number) => void;
  /** The same key again returns the first answer. */
  readonly idempotencyKey?: string;
}

/**
 * Writes a stream of JSON lines (`schema/ingest.schema.json`), as `evalgraph push` and `POST /ingest` do. Lines may refer to
 * later ones, so all are written in one load. Bad lines are told with their numbers and the rest is written; keys make it safe
 * to send the same lines again.
 */
export async function push(context: LoadContext, stream: AsyncIterable<string | Uint8Array>, options: PushOptions = {}): Promise<PushReport> {
  const { items, numbers, problems, count } = await readLines(stream);
  const { errors, ...counts } = await load(context, items, { action: "push", ...options });
  const refused = errors.map(({ index, key, path, message }): LineProblem => ({ line: numbers[index]!, key, path, reason: message }));
  return { ...addCounts(noCounts, counts), lines: count, problems: [...problems, ...refused].sort((a, b) => a.line - b.line) };
}
