import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { metricFor, type Named } from "./asked.js";
import { answering } from "./fits.js";
import { inUnit, placed, predictPlaced } from "./predictPairs.js";

/** Predictions for all pairs: a row for each task, in it a cell for each candidate, both in the order asked; each row in its task's metric's unit. */
export interface Matrix {
  readonly metrics: readonly string[];
  /** Observed where `observed`, else expected; null where nothing is known. */
  readonly scores: readonly (readonly (number | null)[])[];
  readonly low: readonly (readonly (number | null)[])[];
  readonly high: readonly (readonly (number | null)[])[];
  readonly observed: readonly (readonly boolean[])[];
}

/** @throws Problem BAD_INPUT where the tasks' metrics are of more than one family. */
export async function transferMatrix(graph: Graph, viewer: Viewer, asked: {
  readonly workspace: string; readonly tasks: readonly Named[]; readonly candidates: readonly string[]; readonly metric: string | null; readonly interval: number;
}): Promise<Matrix> {
  const { workspace, tasks, candidates, metric: key, interval } = asked;
  const metrics = await Promise.all(tasks.map((task) => metricFor(graph, viewer, { workspace, task, key })));
  const [{ family }] = metrics as [(typeof metrics)[number]];
  const other = metrics.findIndex((metric) => metric.family !== family);
  if (other > 0) throw new Problem("BAD_INPUT", `The task "${tasks[0]!.key}" is measured by the family "${family}" and "${tasks[other]!.key}" by "${metrics[other]!.family}"; ask for tasks of one family, or name a metric that all have.`);
  const { fit } = await answering(graph, viewer, { workspace, family });
  const wanted = tasks.flatMap((task, row) => candidates.map((subject) => ({ task: task.id, metric: metrics[row]!, subject })));
  const cells = await predictPlaced(fit, await placed(graph, viewer, fit, wanted), interval);
  const shown = cells.map((cell, at) => ({ ...inUnit(wanted[at]!.metric, cell.observed === null ? cell : { mean: cell.observed, low: null, high: null }), observed: cell.observed !== null }));
  const rows = <T>(of: (cell: (typeof shown)[number]) => T) => tasks.map((_, row) => shown.slice(row * candidates.length, (row + 1) * candidates.length).map(of));
  return { metrics: metrics.map(({ id }) => id), scores: rows(({ score }) => score), low: rows(({ low }) => low), high: rows(({ high }) => high), observed: rows(({ observed }) => observed) };
}
