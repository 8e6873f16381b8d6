import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { taskFeatures, versionFeatures } from "./features.js";
import { columnKey, type Fit } from "./fit.js";
import { predictCells, type CellPrediction, type Pair } from "./model.js";
import { toValue, type Scale } from "./points.js";
import type { ColumnFeatures } from "./scoreTable.js";
import { columnOf } from "./table.js";
import type { Metric } from "./transfer.queries.js";

/** A pair by ids; a task that isn't in the graph by what is said of it. */
export interface WantedPair {
  readonly task: string | ColumnFeatures;
  readonly metric: Pick<Metric, "key"> & Scale;
  readonly subject: string;
}

/** Where the pairs are in the fit's table, or what is known of what isn't in it. At most two statements and one more. */
export async function placed(graph: Graph, viewer: Viewer, { columnAt, subjectAt }: Fit, pairs: readonly WantedPair[]): Promise<readonly Pair[]> {
  const newTasks = pairs.flatMap(({ task, metric }) => (typeof task === "string" && !columnAt.has(columnKey(task, metric.key)) ? [task] : []));
  const newSubjects = pairs.flatMap(({ subject }) => (subjectAt.has(subject) ? [] : [subject]));
  const [{ features: tasks }, { features: subjects }] = [await taskFeatures(graph, viewer, [...new Set(newTasks)]), await versionFeatures(graph, viewer, [...new Set(newSubjects)])];
  const columns = new Map<string, ColumnFeatures>();
  const columnFor = (task: string, metric: WantedPair["metric"]): number | ColumnFeatures => {
    const key = columnKey(task, metric.key);
    const found = columnAt.get(key) ?? columns.get(key) ?? columnOf(tasks.get(task)!, metric.key, metric);
    if (typeof found !== "number") columns.set(key, found);
    return found;
  };
  return pairs.map(({ task, metric, subject }) => ({ column: typeof task === "string" ? columnFor(task, metric) : task, subject: subjectAt.get(subject) ?? subjects.get(subject)! }));
}

/** The cell of an observed pair, both of whose sides are in the table. */
export const cellOf = (fit: Fit, { column, subject }: Pair): number => fit.cell(column as number, subject as number);

/** So many pairs are predicted before others have their turn: each may be of another subject, whose factor takes some ms. */
const together = 100;

/** Predictions of a fit in its points, in the order of the pairs. */
export async function predictPlaced({ model }: Fit, pairs: readonly Pair[], interval: number, progress: (done: number, total: number) => void = () => {}): Promise<readonly CellPrediction[]> {
  if (pairs.length <= together) return predictCells(model, pairs, interval);
  const order = [...pairs.keys()].sort((a, b) => rank(pairs[a]!.subject) - rank(pairs[b]!.subject) || a - b);
  const found = new Array<CellPrediction>(pairs.length);
  for (let from = 0; from < order.length; from += together) {
    const some = order.slice(from, from + together);
    predictCells(model, some.map((at) => pairs[at]!), interval).forEach((prediction, at) => (found[some[at]!] = prediction));
    progress(Math.min(from + together, order.length), order.length);
    await new Promise(setImmediate);
  }
  return found;
}
/** Pairs of one subject share work: those of new ones come last. */
const rank = (subject: Pair["subject"]): number => (typeof subject === "number" ? subject : Infinity);

/** What is expected of a score in its metric's unit; an end of the interval is null where too little is known. */
export interface Expected {
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export function inUnit(metric: Scale, { mean, low, high }: Pick<CellPrediction, "mean" | "low" | "high">): Expected {
  const [one, other] = [low, high].map((points) => (points === null ? null : toValue(metric, points)));
  return { score: mean === null ? null : toValue(metric, mean), ...(metric.better === "LOWER" ? { low: other!, high: one! } : { low: one!, high: other! }) };
}
