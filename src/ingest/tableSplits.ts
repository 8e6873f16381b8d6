import { z } from "zod";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import { hiddenCells, newestShare, newModels, newTasks, releasedAfter, type Split } from "../transfer/offers.js";
import type { SourceFile } from "./sourceFiles.js";
import type { Table } from "./tableRows.js";

const split = z.object({ hidden: z.array(z.tuple([z.string().transform(normalKey), z.string().transform(normalKey)])) });

/**
 * Reads `{"hidden": [["model", "task"], ...]}`. A pair needs no row in the results: then there is only nothing to compare its prediction with.
 * @throws Problem BAD_INPUT for what is no split, and for a model or task that the table doesn't have.
 */
export async function readSplit({ name, read }: SourceFile, { models, tasks }: Table): Promise<Split> {
  const { data, error } = split.safeParse(json(name, new TextDecoder().decode(await read())));
  if (error) throw new Problem("BAD_INPUT", `${name} is no split (${error.issues[0]!.path.join(".") || "the file"}: ${error.issues[0]!.message}); expected {"hidden": [["model", "task"], ...]}.`);
  const known = [new Set(models.map(({ row }) => row.name)), new Set(tasks.map(({ row }) => row.name))];
  for (const pair of data.hidden) {
    const side = pair.findIndex((each, at) => !known[at]!.has(each));
    if (side >= 0) throw new Problem("BAD_INPUT", `${name} hides the ${side === 0 ? "model" : "task"} ${JSON.stringify(pair[side])}, which has no row in ${side === 0 ? "models.json" : "tasks.json"}; give names as they stand there.`);
  }
  return { hidden: [...new Map(data.hidden.map((pair) => [JSON.stringify(pair), pair])).values()] };
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem("BAD_INPUT", `${name} is no JSON (${(error as Error).message}); expected {"hidden": [["model", "task"], ...]}.`);
  }
}

/** The table without the scores of hidden pairs. */
export function without(table: Table, { hidden }: Split): Table {
  const pairs = new Set(hidden.map((pair) => JSON.stringify(pair)));
  return { ...table, results: table.results.filter(({ row: { model, task } }) => !pairs.has(JSON.stringify([model, task]))) };
}

/** The splits that predictions are usually measured on, by names for their files; equal seeds give equal splits. */
export function standardSplits({ models, results }: Table, seed: number): Readonly<Record<string, Split>> {
  const cells = results.map(({ row }) => row);
  const releasedAt = new Map(models.flatMap(({ row }) => (row.releasedAt === null ? [] : [[row.name, Date.parse(row.releasedAt)] as const])));
  return {
    ...Object.fromEntries([30, 70, 90].map((share) => [`cells-${share}`, hiddenCells(cells, share / 100, seed)])),
    ...Object.fromEntries(runs.map((count) => [`new-task-${count}-runs`, newTasks(cells, count, seed)])),
    ...Object.fromEntries(runs.map((count) => [`new-model-${count}-runs`, newModels(cells, count, seed)])),
    "newest-models": releasedAfter(cells, releasedAt, newestShare(releasedAt, shareOfNewest)),
  };
}
/** How often something new was evaluated. */
const runs = [0, 1, 2, 5, 10];
const shareOfNewest = 0.25;
