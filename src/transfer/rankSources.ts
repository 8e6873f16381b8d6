import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { metricFor, type Named } from "./asked.js";
import { answering } from "./fits.js";
import { inUnit, predictPlaced } from "./predictPairs.js";
import { columnsOf, neighboursOf } from "./similarTasks.js";
import { bestFirst } from "./transfer.js";
import { dataOf } from "./transfer.queries.js";

/** Something to start from, by its id, with what speaks for it. */
export interface Source {
  readonly node: string;
  readonly value: number;
}

/** Where to start from for a task: each list the best first. */
export interface Sources {
  /** Tasks, by the correlation of their scores with the task's, -1 to 1. */
  readonly tasks: readonly Source[];
  /** Dataset versions, by that of the task likest to it that they cover; 1 for the task itself. */
  readonly datasets: readonly Source[];
  /** Model versions, by the score to expect of them as they are, in the metric's unit. */
  readonly models: readonly Source[];
}

/** Of so many tasks, the likest, data is looked for. */
const mostTasks = 50;
const anyInterval = 0.9;

export async function rankSources(graph: Graph, viewer: Viewer, { workspace, task, metric: key, first }: { readonly workspace: string; readonly task: Named; readonly metric: string | null; readonly first: number }): Promise<Sources> {
  const metric = await metricFor(graph, viewer, { workspace, task, key });
  const { fit } = await answering(graph, viewer, { workspace, family: metric.family });
  const [column] = await columnsOf(graph, viewer, fit, [[task.id, metric]]);
  const tasks = neighboursOf(fit, column!, task.id).map((each): Source => ({ node: each.task, value: each.correlation }));
  const near = new Map([[task.id, 1], ...tasks.slice(0, mostTasks).filter(({ value }) => value > 0).map(({ node, value }) => [node, value] as const)]);
  const data = (await dataOf(graph, viewer, { tasks: [...near.keys()] })).map(({ data: node, tasks: covered }): Source => ({ node, value: Math.max(...covered.map((each) => near.get(each)!)) }));
  const models = fit.model.table.subjects.flatMap(({ id }) => (id!.startsWith("ModelVersion_") ? [id!] : []));
  const observed = (id: string): number => (typeof column === "number" ? fit.cell(column, fit.subjectAt.get(id)!) : -1);
  const open = models.filter((id) => observed(id) < 0);
  const cells = await predictPlaced(fit, open.map((id) => ({ column: column!, subject: fit.subjectAt.get(id)! })), anyInterval);
  const means = new Map(open.map((id, at) => [id, cells[at]!.mean]));
  const score = (id: string) => inUnit(metric, { mean: observed(id) < 0 ? means.get(id)! : fit.model.table.cells.values[observed(id)]!, low: null, high: null }).score;
  const scored = bestFirst(models.map((node) => ({ node, score: score(node) })), metric);
  return {
    tasks: tasks.slice(0, first), datasets: data.sort((one, other) => other.value - one.value || (one.node < other.node ? -1 : 1)).slice(0, first),
    models: scored.flatMap(({ node, score }) => (score === null ? [] : [{ node, value: score }])).slice(0, first),
  };
}
