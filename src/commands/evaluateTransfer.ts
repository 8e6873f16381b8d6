import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../entity/problem.js";
import { importTable } from "../ingest/importTable.js";
import { fileAt } from "../ingest/sourceFiles.js";
import { modelVersionKey, proportions, taskVersionKey, unitOf } from "../ingest/tableItems.js";
import { readTable, type Table } from "../ingest/tableRows.js";
import { readSplit, standardSplits, without } from "../ingest/tableSplits.js";
import { predictByKeys, quality, type KeyedPrediction, type Split } from "../transfer/offers.js";
import type { AddCommand } from "./addCommand.js";
import { inEphemeral } from "./ephemeral.js";
import { withJson } from "./options.js";
import { output, writable, type Output } from "./output.js";

interface Given {
  readonly data: string;
  readonly hide?: string;
  readonly out?: string;
  readonly splits?: string;
  readonly interval: string;
  readonly seed: string;
  readonly json?: true;
}

export const addTransfer: AddCommand = (command) => withJson(command.command("transfer"))
  .requiredOption("--data <folder>", "models.json, tasks.json and results.csv, as evalgraph import table takes them")
  .option("--hide <file>", 'the pairs to hide and to predict: {"hidden": [["model", "task"], ...]}')
  .option("--out <file>", "where the predictions are written: model,task,prediction,low,high,n_support in the unit of results.csv")
  .option("--splits <folder>", "writes the standard splits of the data there, to hide one of them next")
  .option("--interval <level>", "probability that an interval is to hold the score with", "0.9")
  .option("--seed <number>", "draws the standard splits", "1")
  .description("predict hidden scores of a table, in a database of its own, by the service's own way; how good they are is printed as JSON, in points")
  .action(async (given: Given) => {
    const { data, hide, out: path, splits, json } = given;
    if (!splits && !(hide && path)) throw new Problem("BAD_INPUT", "There is nothing to do; give --hide and --out to predict, or --splits to write the standard splits.");
    const out = output({ json: json === true });
    const table = await readTable({ models: fileAt(join(data, "models.json")), tasks: fileAt(join(data, "tasks.json")), results: fileAt(join(data, "results.csv")) });
    if (splits) await writeSplits(table, splits, Number(given.seed), out, !hide);
    if (hide && path) await evaluate(table, hide, path, Number(given.interval), out);
  });

async function writeSplits(table: Table, folder: string, seed: number, out: Output, isAll: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  const all = Object.entries(standardSplits(table, seed));
  for (const [name, split] of all) await writeFile(join(folder, `${name}.json`), JSON.stringify(split));
  const hidden = Object.fromEntries(all.map(([name, split]) => [join(folder, `${name}.json`), split.hidden.length]));
  if (isAll) out.result({ splits: hidden }, () => Object.entries(hidden).map(([name, count]) => `${name} hides ${count} of ${table.results.length} scores`).join("\n"));
}

async function evaluate(table: Table, hide: string, path: string, interval: number, out: Output): Promise<void> {
  if (!(interval > 0 && interval < 1)) throw new Problem("BAD_INPUT", `--interval is ${interval}; expected over 0 and under 1, such as 0.9.`);
  const split = await readSplit(fileAt(hide), table);
  await writable(path, "the predictions");
  const shown = without(table, split);
  await inEphemeral(out, { embeds: false }, async (context) => {
    const { problems } = await importTable(context, shown, { unit: unitOf(table.results), progress: out.progress("scores") });
    const scores = new Map(table.tasks.map(({ row }) => [row.name, row]));
    const pairs = split.hidden.map(([model, task]) => ({ task, metric: taskVersionKey(scores.get(task)!).slice(task.length + 1), subject: modelVersionKey(model) }));
    const fitted = out.progress("fit, in hundredths");
    const predictions = await predictByKeys(context.graph, context.viewer, { workspace: context.workspace, family: proportions, pairs, interval, progress: out.progress("predictions"), fitting: (share) => fitted(Math.floor(100 * share), 100) });
    await writeFile(path, csv(split, predictions));
    const measured = quality(tried(table, split, predictions));
    const report = { out: path, scores: shown.results.length, hidden: split.hidden.length, interval, points: measured, problems };
    out.result(report, () => JSON.stringify(report, null, 2));
  });
}

/** Predictions beside what is known of the hidden pairs, in hundredths of a table that holds 0 to 1. */
function tried({ results }: Table, { hidden }: Split, predictions: readonly KeyedPrediction[]) {
  const truth = new Map(results.map(({ row }) => [JSON.stringify([row.model, row.task]), row.score]));
  const points = 100 / unitOf(results);
  return hidden.flatMap(([model, task], at) => {
    const known = truth.get(JSON.stringify([model, task]));
    const { score, low, high } = predictions[at]!;
    return known === undefined || score === null ? [] : [{ task, truth: known * points, mean: score * points, low: (low ?? -Infinity) * points, high: (high ?? Infinity) * points }];
  });
}

function csv({ hidden }: Split, predictions: readonly KeyedPrediction[]): string {
  const rows = hidden.map(([model, task], at) => {
    const { score, low, high, support } = predictions[at]!;
    return [quoted(model), quoted(task), score ?? "", low ?? "", high ?? "", support].join();
  });
  return `${["model,task,prediction,low,high,n_support", ...rows].join("\n")}\n`;
}

/** A cell of CSV (RFC 4180). */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
