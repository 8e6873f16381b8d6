import type { Graph } from "../graph/database.js";
import { service, serviceWriter } from "../graph/viewer.js";
import { endEdges } from "../writes/endEdges.js";
import { load, type LoadContext } from "../writes/load.js";
import type { Fit } from "./fit.js";
import { neighboursOf } from "./similarTasks.js";
import type { Place } from "./storedFits.js";
import { inferredIn } from "./transfer.queries.js";

/** A task has so many inferred neighbours at most, of at least this correlation. */
const mostNeighbours = 5;
const leastCorrelation = 0.5;
/** Of what only moves within this nothing is written. */
const step = 0.05;

/** By task, its neighbours with their weights: what a fit has learnt from scores. */
export function neighbours(fit: Fit): ReadonlyMap<string, readonly { readonly task: string; readonly weight: number }[]> {
  const { columns, table } = fit.model;
  const tasks = new Map([...columns].map((at) => [table.columns[at]!.task!, at]));
  return new Map([...tasks].map(([task, column]) => [
    task, neighboursOf(fit, column, task).slice(0, mostNeighbours).filter(({ correlation }) => correlation >= leastCorrelation).map((each) => ({ task: each.task, weight: Math.round(each.correlation / step) * step })),
  ]));
}

/**
 * Writes them as RELATED_TO {origin: INFERRED}, and ends those that are no longer so. What was declared stays. Only of tasks whose first metric is of the
 * family: two families that wrote the same task's would end each other's, and each such change would wake the other again.
 */
export async function writeNeighbours(graph: Graph, { workspace, family }: Place, fit: Fit): Promise<void> {
  const context: LoadContext = { graph, workspace, principal: service.principal, viewer: serviceWriter };
  const rows = await inferredIn(graph, service, { workspace });
  const keys = new Map(rows.map(({ id, key }) => [id, key]));
  const own = rows.filter((row) => row.family === family);
  const wanted = neighbours(fit);
  const given = own.flatMap(({ id, key }) => {
    const related = (wanted.get(id) ?? []).flatMap(({ task, weight }) => (keys.has(task) ? [{ key: keys.get(task)!, relation: "SIMILAR", weight: Number(weight.toFixed(2)), origin: "INFERRED" }] : []));
    return related.length === 0 ? [] : [{ type: "Task", key, related }];
  });
  const { errors } = await load(context, given, { action: "inferRelations", trusted: true });
  if (errors[0]) throw new Error(`Relations of tasks can't be kept: ${errors[0].message}`);
  const gone = own.filter(({ id }) => wanted.has(id) && !given.some(({ key }) => key === keys.get(id))).flatMap(({ key, related }) => related.map((to) => ({ from: key, to })));
  if (gone.length > 0) await endEdges(context, gone.map(({ from, to }) => ({ from: { label: "Task", key: from }, edge: "related", to: { label: "Task", key: to } })));
}
