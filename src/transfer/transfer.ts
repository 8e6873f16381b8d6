import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { service, type Viewer } from "../graph/viewer.js";
import { predict, type Predictions } from "./predict.js";
import { tableOf } from "./table.js";
import { measuredIn, metricOf, metricsOf, scoresOf } from "./transfer.queries.js";

export interface Asked {
  readonly workspace: string;
  /** Id and key of the task. */
  readonly task: { readonly id: string; readonly key: string };
  /** Ids of model or system versions. */
  readonly candidates: readonly string[];
  /** Key; null for the primary metric of the task's newest version. */
  readonly metric: string | null;
  /** Probability, 0 to 1. */
  readonly interval: number;
}

export interface Transfer extends Predictions {
  /** Id. */
  readonly metric: string;
  readonly better: "HIGHER" | "LOWER" | "TARGET";
  readonly interval: number;
  /** Whether it rests on made-up figures, because the workspace has no others, not even hidden from the viewer. */
  readonly synthetic: boolean;
}

/** Scores to expect of candidates on a task. Three statements; throws NOT_FOUND and BAD_INPUT for a metric that isn't there. */
export async function transfer(graph: Graph, viewer: Viewer, { workspace, task, candidates, metric: key, interval }: Asked): Promise<Transfer> {
  const [metric] = key === null ? await metricsOf(graph, viewer, { task: task.id }) : await metricOf(graph, viewer, { workspace, metric: key });
  if (!metric && key === null) throw new Problem("BAD_INPUT", `The task "${task.key}" has no version with a metric; name one in \`metric\`.`);
  if (!metric) throw new Problem("NOT_FOUND", `There is no Metric with the key "${key}" in the workspace "${workspace}" that you can see; list them with \`metrics\`.`);
  const [rows, [workspaceHas]] = await Promise.all([scoresOf(graph, viewer, { workspace, metric: metric.key }), measuredIn(graph, service, { workspace })]);
  const synthetic = !workspaceHas!.measured;
  const { better, target, min, max } = metric;
  return { ...predict(tableOf(rows, synthetic), { task: task.id, candidates, interval, better, target, min, max }), metric: metric.id, better, interval, synthetic };
}
