import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { taskByKey } from "./byKey.queries.js";

/** A task as others begin with it. */
export interface KnownTask {
  readonly id: string;
  /** That it is done in, as BCP 47 tags. */
  readonly languages: readonly string[];
}

/** The task with this key at a moment, ISO 8601. @throws Problem NOT_FOUND where the viewer sees none. */
export async function existingTask(graph: Graph, viewer: Viewer, { workspace, key }: { readonly workspace: string; readonly key: string }, asOf: string): Promise<KnownTask> {
  const [task] = await taskByKey(graph, viewer, { workspace, key }, asOf);
  if (task) return task;
  throw new Problem("NOT_FOUND", `There is no task ${JSON.stringify(key)} in the workspace ${workspace}. List them with { tasks(workspace: ${JSON.stringify(workspace)}) { nodes { key } } }.`);
}
