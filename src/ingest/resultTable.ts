import { parse } from "csv-parse/sync";
import { Problem } from "../entity/problem.js";
import type { Item } from "../writes/draft.js";
import { checkpointItems } from "./checkpoints.js";
import { joined } from "./gathered.js";
import { mainMetric, metricKey } from "./harnessMetrics.js";
import { publishedAt, subjectOf } from "./harnessModels.js";
import { resultItems, type ResultFile, type TaskResult } from "./harnessResults.js";
import { taskItem } from "./harnessTasks.js";

/**
 * Result files in one table, with the main metric of each task. Columns are `pretrained`, `revision`, `file` (SHA-256 of the
 * file) and one for each task by its name in the harness. Four rows tell of the tasks: `metrics` that each is scored with,
 * number of `items`, `kind`, and key of the `parent` task. Each row below is a file. A cell counts the items that were right
 * (of `pct_stereotype`, those in which the stereotype was likelier), so that value and standard error come out as the harness
 * computed them.
 */
export interface ResultTable {
  readonly tasks: readonly TableTask[];
  readonly files: readonly TableRow[];
}

export interface TableTask {
  readonly name: string;
  /** By their names in the harness, the main one among them. */
  readonly metrics: readonly string[];
  readonly items: number;
  readonly kind?: string;
  /** Key of the task that it is a part of. */
  readonly parent?: string;
}

export interface TableRow {
  readonly pretrained: string;
  readonly revision: string;
  /** SHA-256 of the file. */
  readonly digest: string;
  /** In the order of the tasks. */
  readonly counts: readonly number[];
}

/** What the raw files would give, less the other metrics and the settings of the runs; so both can be imported over each other. */
export function tableItems(text: string): readonly Item[] {
  const { tasks, files } = readTable(text);
  return joined([
    ...tasks.map(({ name, kind, parent }) => ({ ...taskItem(name), ...(kind && { kind }), ...(parent && { parent }) })),
    ...files.flatMap((row) => resultItems(resultFile(tasks, row)).items),
    ...checkpointItems([], files.map(subjectOf)),
  ]);
}

function resultFile(tasks: readonly TableTask[], { pretrained, revision, digest, counts }: TableRow): ResultFile {
  const at = publishedAt({ pretrained });
  if (at === null) throw new Problem("BAD_INPUT", `The table has figures of ${pretrained}, whose day of publication isn't known; import the files themselves with --at.`);
  return { digest, weights: { pretrained, revision }, at, tasks: tasks.map((task, column) => taskResult(task, counts[column]!)) };
}

function taskResult({ name, metrics, items }: TableTask, count: number): TaskResult {
  const value = count / items;
  return {
    protocol: { harness: "lm-evaluation-harness", task: name, taskVersion: tableVersion, fewShot: 0 },
    metrics: metrics.map((metric) => ({ name: metric })),
    scores: [{ metric: mainOf(metrics), value, stdErr: standardError(value, items), n: items }],
  };
}
/** The harness's version of all tasks in a table. */
const tableVersion = "0";

/** Of the mean of `n` zeros and ones, from their sample variance, as the harness has it. */
export const standardError = (mean: number, n: number): number => Math.sqrt((mean * (1 - mean)) / (n - 1));

/** The name, in the harness, of the metric that the cells of a task count. */
export function mainOf(metrics: readonly string[]): string {
  const main = mainMetric(metrics.map(metricKey));
  return metrics.find((name) => metricKey(name) === main)!;
}

function readTable(text: string): ResultTable {
  const [header = [], ...rows] = parse(text, { comment: "#" }) as string[][];
  const about = rows.splice(0, taskRows.length);
  const shape = [header.slice(0, leading.length).join(), ...about.map(([name]) => name)].join("; ");
  if (shape !== expectedShape) throw new Problem("BAD_INPUT", `The table begins with ${shape}; expected ${expectedShape}, as the columns before the tasks and the rows about them.`);
  const tasks = header.slice(leading.length).map((name, column): TableTask => {
    const [metrics, items, kind, parent] = about.map((row) => row[column + leading.length]!);
    return { name, metrics: metrics!.split(" "), items: Number(items), ...(kind && { kind }), ...(parent && { parent }) };
  });
  return { tasks, files: rows.map(([pretrained, revision, digest, ...counts]) => ({ pretrained: pretrained!, revision: revision!, digest: digest!, counts: counts.map(Number) })) };
}

/** The table as CSV, after comment lines that say where it comes from. */
export function writeTable({ tasks, files }: ResultTable, origin: readonly string[]): string {
  const about: Readonly<Record<(typeof taskRows)[number], (task: TableTask) => string | number>> = {
    metrics: ({ metrics }) => metrics.join(" "), items: ({ items }) => items, kind: ({ kind = "" }) => kind, parent: ({ parent = "" }) => parent,
  };
  return [
    ...origin.map((line) => `# ${line}`),
    [...leading, ...tasks.map(({ name }) => name)].join(),
    ...taskRows.map((row) => [row, "", "", ...tasks.map(about[row])].join()),
    ...files.map(({ pretrained, revision, digest, counts }) => [pretrained, revision, digest, ...counts].join()),
    "",
  ].join("\n");
}

const leading = ["pretrained", "revision", "file"] as const;
const taskRows = ["metrics", "items", "kind", "parent"] as const;
const expectedShape = [leading.join(), ...taskRows].join("; ");
