import { Problem } from "../entity/problem.js";
import type { Item } from "../writes/draft.js";
import { stepOf } from "./harnessModels.js";
import type { ResultFile, TaskResult } from "./harnessResults.js";
import { taskKey } from "./harnessTasks.js";
import { mainOf, standardError, type ResultTable, type TableRow, type TableTask } from "./resultTable.js";

/**
 * The compact table of result files that all have the same tasks. Counts are told from value and standard error of the main
 * metric, which must be the mean of zeros and ones; what isn't is refused, so nothing is lost in the table. `described` are Task
 * items, from which kind and parent are taken.
 */
export function makeTable(files: readonly ResultFile[], described: readonly Item[]): ResultTable {
  const about = new Map(described.map((item) => [item.key, item]));
  const names = [...new Set(files.flatMap(({ tasks }) => tasks.map(({ protocol }) => protocol.task)))].sort();
  const tasks = names.map((name): TableTask => {
    const all = files.map((file) => resultOf(file, name));
    const known = about.get(taskKey(name));
    return {
      name,
      metrics: all[0]!.metrics.map((metric) => metric.name),
      items: itemsOf(name, all),
      ...(typeof known?.kind === "string" && { kind: known.kind }),
      ...(typeof known?.parent === "string" && { parent: known.parent }),
    };
  });
  return { tasks, files: [...files].sort(byModelAndStep).map((file) => row(file, tasks)) };
}

function row(file: ResultFile, tasks: readonly TableTask[]): TableRow {
  const { digest, weights } = file;
  return { ...weights, digest, counts: tasks.map(({ name, items }) => countOf(name, resultOf(file, name), items)) };
}

function resultOf({ digest, tasks }: ResultFile, name: string): TaskResult {
  const found = tasks.find(({ protocol }) => protocol.task === name);
  if (!found) throw new Problem("BAD_INPUT", `The file ${digest} has no ${name}; a table is made from files with the same tasks.`);
  return found;
}

/** How many items a task has, from the first result whose standard error tells. */
function itemsOf(name: string, results: readonly TaskResult[]): number {
  const telling = results.map(main).find(({ stdErr }) => stdErr > 0);
  if (!telling) throw new Problem("BAD_INPUT", `No result of ${name} has a standard error over 0, so its number of items can't be told.`);
  return Math.round((telling.value * (1 - telling.value)) / telling.stdErr ** 2 + 1);
}

function countOf(name: string, result: TaskResult, items: number): number {
  const { value, stdErr } = main(result);
  const count = Math.round(value * items);
  if (count / items !== value || Math.abs(standardError(value, items) - stdErr) > rounding) {
    throw new Problem("BAD_INPUT", `${name} is ${value} with standard error ${stdErr}, which is no share of ${items} items; a table holds nothing else.`);
  }
  return count;
}

/** The harness adds up squares in another order: its standard errors differ in the last digits. */
const rounding = 1e-12;

function main({ protocol, metrics, scores }: TaskResult): { readonly value: number; readonly stdErr: number } {
  const name = mainOf(metrics.map((metric) => metric.name));
  const { value, stdErr } = scores.find(({ metric }) => metric === name) ?? {};
  if (typeof value !== "number" || stdErr === undefined) throw new Problem("BAD_INPUT", `${protocol.task} has no ${name} with a standard error.`);
  return { value, stdErr };
}

const byModelAndStep = (a: ResultFile, b: ResultFile): number =>
  a.weights.pretrained.localeCompare(b.weights.pretrained, "en", { numeric: true }) || (stepOf(a.weights.revision) ?? 0) - (stepOf(b.weights.revision) ?? 0);
