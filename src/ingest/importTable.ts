import { load, type LoadContext } from "../writes/load.js";
import { addCounts, noCounts, type Counts } from "./counts.js";
import { moment } from "./importResults.js";
import type { FileProblem } from "./sourceFiles.js";
import { describedItems, scoreItems, unitOf, type Placed } from "./tableItems.js";
import type { Table } from "./tableRows.js";

export interface TableReport extends Counts {
  readonly models: number;
  readonly tasks: number;
  /** That are in the graph now. */
  readonly scores: number;
  readonly problems: readonly FileProblem[];
}

export interface TableOptions {
  /** Day or moment of all scores, ISO 8601; for each the day that its model was released unless given. */
  readonly at?: string | undefined;
  /** The greatest score that the table can hold; told from its scores unless given. */
  readonly unit?: 1 | 100;
  /** Told how many scores are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** So many scores are planned in memory at a time. */
const together = 4000;

/** A table of scores as models, tasks and published evaluations. What can't be taken is reported and the rest is written; the same again changes nothing. */
export async function importTable(context: LoadContext, table: Table, { at, unit = unitOf(table.results), progress }: TableOptions = {}): Promise<TableReport> {
  const time = at === undefined ? undefined : moment(at);
  const problems: FileProblem[] = [...table.problems];
  let counts: Counts = noCounts;
  const refused = await write(describedItems(table, unit, problems));
  await write(refused.map(alone));
  const all = scoreItems(table, time);
  let scores = 0;
  for (let from = 0; from < all.length; from += together) {
    const some = all.slice(from, from + together);
    scores += some.length - (await write(some, (done) => progress?.(from + done, all.length))).length;
  }
  progress?.(all.length, all.length);
  return { models: table.models.length, tasks: table.tasks.length, scores, ...counts, problems };

  /** Those that were refused. */
  async function write(items: readonly Placed[], done: (count: number) => void = () => {}): Promise<readonly Placed[]> {
    const result = await load(context, items.map(({ row }) => row), { action: "importTable", progress: (count) => count < items.length && done(count) });
    counts = addCounts(counts, result);
    problems.push(...result.errors.map(({ index, message }) => ({ file: items[index]!.place, reason: message })));
    return [...new Set(result.errors.map(({ index }) => index))].map((index) => items[index]!);
  }
}

/** Scores need models and tasks to be there, if without what they refer to and can't have: a cycle of adaptations, a domain that was refused. */
function alone({ row: { derivedFrom: _from, parent: _parent, domains: _domains, ...row }, place }: Placed): Placed {
  return { row: row as Placed["row"], place };
}
