import { languageTag } from "../entity/languageTag.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { taskFeatures } from "./features.js";
import { rangeOf } from "./points.js";
import type { ColumnFeatures } from "./scoreTable.js";
import { columnOf } from "./table.js";
import { metricOf, metricsOf, type Metric } from "./transfer.queries.js";

/** A task that isn't in the graph, by what is said of it. */
export interface NewTask {
  readonly title: string;
  readonly summary?: string | null;
  readonly kind?: string | null;
  readonly languages?: readonly string[] | null;
  /** Keys. */
  readonly domains?: readonly string[] | null;
}

/** A node by its id, with the key that it was asked for by. */
export interface Named {
  readonly id: string;
  readonly key: string;
}

/** The metric with this key, or else the primary one of a task's newest version. @throws Problem NOT_FOUND, BAD_INPUT. */
export async function metricFor(graph: Graph, viewer: Viewer, { workspace, task, key }: { readonly workspace: string; readonly task: Named | null; readonly key: string | null }): Promise<Metric> {
  if (key === null && task === null) throw new Problem("BAD_INPUT", "Neither a metric nor a task that has one is given; name one in `metric`.");
  const [metric] = key === null ? await metricsOf(graph, viewer, { task: task!.id }) : await metricOf(graph, viewer, { workspace, metric: key });
  if (metric) return metric;
  if (key === null) throw new Problem("BAD_INPUT", `The task "${task!.key}" has no version with a metric; name one in \`metric\`.`);
  throw new Problem("NOT_FOUND", `There is no Metric with the key "${key}" in the workspace "${workspace}" that you can see; list them with \`metrics\`.`);
}

/** What is known of a new task, with what it has from the task that it would be a part of. */
export async function newColumn(graph: Graph, viewer: Viewer, { title, summary, kind, languages, domains }: NewTask, parent: Named | null, metric: Metric): Promise<ColumnFeatures> {
  const found = parent && (await taskFeatures(graph, viewer, [parent.id])).features.get(parent.id);
  const above = found && columnOf(found, metric.key, metric);
  return {
    task: null, metric: metric.key, kind: kind ?? above?.kind ?? null, languages: languages?.map((language) => languageTag(language) ?? language) ?? above?.languages ?? [], domains: domains ?? above?.domains ?? [],
    ancestors: parent ? [parent.id, ...(above?.ancestors ?? [])] : [], text: [title, summary ?? ""].join("\n").trim(), chance: above?.chance ?? null, range: rangeOf(metric), related: [],
  };
}
