import type { Graph } from "../graph/database.js";
import { service } from "../graph/viewer.js";
import { spoken, type Demonstration } from "./examples.js";
import { items, leaks } from "./prompts.queries.js";
import { overlapping, textIndex, type TextIndex } from "./textOverlap.js";

/**
 * Ids of the examples that a task's evaluations could hold in their data, by lineage or because an item says the same: shown to a
 * model that is evaluated, they would give answers away. Judged with the service's own eyes, as policies are: data that a viewer
 * doesn't see is leaked all the same.
 */
export async function leaked(graph: Graph, task: string, examples: readonly Demonstration[], asOf: string): Promise<ReadonlySet<string>> {
  if (examples.length === 0) return new Set();
  const rows = await leaks(graph, service, { task, examples: examples.map(({ id }) => id) }, asOf);
  const byLineage = rows.flatMap(({ examples: own, portion, overlaps }) => [...own, ...overlaps.filter((overlap) => isShared(overlap, portion)).map(({ example }) => example)]);
  const found = new Set(byLineage);
  for (const row of rows.filter(({ items: count }) => count > 0)) {
    const index = await indexOf(graph, row, asOf);
    for (const { id, input } of examples) if (!found.has(id) && overlapping(index, spoken(input))) found.add(id);
  }
  return found;
}

/** Whether a finding of shared items is of the parts in question; `splits` name the part on either side, `all` and none stand for any. */
function isShared({ part, splits, isFound }: { readonly part: string | null; readonly splits: unknown; readonly isFound: boolean }, portion: string | null): boolean {
  const { own, other } = (splits ?? {}) as { readonly own?: unknown; readonly other?: unknown };
  const fits = (said: unknown, asked: string | null): boolean => typeof said !== "string" || said === "all" || asked === null || said === asked;
  return fits(isFound ? own : other, part) && fits(isFound ? other : own, portion);
}

/** Of larger data only so many items are compared: a second's work when they are read first. */
const mostItems = 20_000;
/** An item that is reworded changes no count: so long, in ms, an index can be behind. */
const lifetime = 60_000;
const mostKept = 50;
const kept = new Map<string, { readonly signature: string; readonly until: number; readonly index: Promise<TextIndex> }>();

function indexOf(graph: Graph, { id, portion, items: count, revision }: { readonly id: string; readonly portion: string | null; readonly items: number; readonly revision: number }, asOf: string): Promise<TextIndex> {
  const name = JSON.stringify([id, portion]);
  const signature = `${count} ${revision}`;
  const known = kept.get(name);
  if (known?.signature === signature && known.until > performance.now()) return known.index;
  const index = items(graph, service, { data: id, portion, limit: mostItems }, asOf).then((rows) => textIndex(rows.map(({ input }) => spoken(input))));
  index.catch(() => kept.delete(name));
  kept.delete(name);
  kept.set(name, { signature, until: performance.now() + lifetime, index });
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return index;
}
