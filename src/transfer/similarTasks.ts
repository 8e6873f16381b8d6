import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { metricFor, type Named } from "./asked.js";
import type { Fit } from "./fit.js";
import { answering } from "./fits.js";
import { similarity, type Pair, type Similarity } from "./model.js";
import { placed } from "./predictPairs.js";
import { metricsOf, type Metric } from "./transfer.queries.js";

/** How alike two tasks are under a metric; null where no score of its family is there to tell from. */
export async function taskSimilarity(graph: Graph, viewer: Viewer, { workspace, a, b, metric: key }: { readonly workspace: string; readonly a: Named; readonly b: Named; readonly metric: string | null }): Promise<Similarity | null> {
  const metric = await metricFor(graph, viewer, { workspace, task: a, key });
  const { fit } = await answering(graph, viewer, { workspace, family: metric.family });
  const [own] = await metricsOf(graph, viewer, { task: b.id });
  const other = key === null && own?.family === metric.family ? own : metric;
  const [one, two] = await columnsOf(graph, viewer, fit, [[a.id, metric], [b.id, other]]);
  return similarity(fit.model, one!, two!);
}

/** Tasks with a metric as the fit knows them. */
export async function columnsOf(graph: Graph, viewer: Viewer, fit: Fit, tasks: readonly (readonly [task: string, metric: Metric])[]): Promise<readonly Pair["column"][]> {
  const anybody = fit.model.table.subjects[0]?.id ?? "";
  return (await placed(graph, viewer, fit, tasks.map(([task, metric]) => ({ task, metric, subject: anybody })))).map(({ column }) => column);
}

/** The other tasks with scores, by what the fit learnt about how scores on them go with scores in a column: the likest first. */
export function neighboursOf({ model }: Fit, column: Pair["column"], except: string | null): readonly { readonly task: string; readonly correlation: number }[] {
  const best = new Map<string, number>();
  const row = typeof column === "number" ? model.columnAt[column]! : -1;
  model.columns.forEach((at, place) => {
    const { task } = model.table.columns[at]!;
    if (task === null || task === except) return;
    best.set(task, Math.max(best.get(task) ?? -1, row < 0 ? similarity(model, column, at)!.correlation : learnt(model, row, place)));
  });
  return [...best].map(([task, correlation]) => ({ task, correlation })).sort((one, other) => other.correlation - one.correlation || (one.task < other.task ? -1 : 1));
}

function learnt({ gaussian, columns: { length } }: Fit["model"], row: number, column: number): number {
  const covariance = (i: number, j: number) => gaussian!.covariance[i * length + j]!;
  return covariance(row, column) / Math.sqrt(covariance(row, row) * covariance(column, column));
}
