import { entities as catalogue } from "../catalogue.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { locate } from "../reads/locate.js";
import { answering } from "./fits.js";
import { inUnit, placed, predictPlaced, type Expected } from "./predictPairs.js";
import type { Place } from "./storedFits.js";
import { metricOf } from "./transfer.queries.js";

export interface KeyedPairs extends Place {
  /** Keys of a task, of a metric of the family, and of a model version. */
  readonly pairs: readonly { readonly task: string; readonly metric: string; readonly subject: string }[];
  /** Probability that an interval is to hold the score with, 0 to 1. */
  readonly interval: number;
  /** Told how many predictions are done, and before that what share of the fit, 0 to 1. */
  readonly progress?: (done: number, total: number) => void;
  readonly fitting?: (share: number) => void;
}

/** In the metric's unit; with how many scores of the task and of the model it rests on. */
export interface KeyedPrediction extends Expected {
  readonly support: number;
}

/** Predictions for many pairs at once, in their order, from the fit that answers the viewer. @throws Problem NOT_FOUND. */
export async function predictByKeys(graph: Graph, viewer: Viewer, { pairs, interval, progress, fitting, ...place }: KeyedPairs): Promise<readonly KeyedPrediction[]> {
  const { workspace, family } = place;
  const unique = (keys: readonly string[]) => [...new Set(keys)];
  const [tasks, subjects] = [unique(pairs.map(({ task }) => task)), unique(pairs.map(({ subject }) => subject))];
  const found = await locate(catalogue.entities, graph, viewer, { workspace, asOf: null }, [...tasks.map((key) => ({ type: "Task", key })), ...subjects.map((key) => ({ type: "ModelVersion", key }))]);
  const ids = new Map(found.map(({ type, id }, at) => [`${type} ${at < tasks.length ? tasks[at]! : subjects[at - tasks.length]!}`, id]));
  const metrics = new Map(await Promise.all(unique(pairs.map(({ metric }) => metric)).map(async (key) => {
    const [metric] = await metricOf(graph, viewer, { workspace, metric: key });
    if (metric?.family !== family) throw new Problem("NOT_FOUND", `There is no Metric with the key "${key}" of the family "${family}" in the workspace "${workspace}" that you can see; list them with \`metrics\`.`);
    return [key, metric] as const;
  })));
  const { fit } = await answering(graph, viewer, place, fitting);
  const wanted = pairs.map(({ task, metric, subject }) => ({ task: ids.get(`Task ${task}`)!, metric: metrics.get(metric)!, subject: ids.get(`ModelVersion ${subject}`)! }));
  const cells = await predictPlaced(fit, await placed(graph, viewer, fit, wanted), interval, progress);
  return cells.map((cell, at) => ({ ...inUnit(wanted[at]!.metric, cell), support: cell.support.ofColumn + cell.support.ofSubject }));
}
