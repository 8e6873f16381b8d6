import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { metricFor, type Named } from "./asked.js";
import { answering } from "./fits.js";
import { similarity } from "./model.js";
import { perUnit, toValue } from "./points.js";
import type { Reason } from "./reasons.js";
import { columnsOf } from "./similarTasks.js";
import { expectedChange, type ExpectedChange, type Tuning } from "./tuning.js";
import { tuningsIn } from "./transfer.queries.js";

/** What becomes of the score on a task when a model is tuned on another one. */
export interface TuningChange extends Partial<ExpectedChange> {
  /** Id. */
  readonly metric: string;
  readonly note: string | null;
  /** Those that tell most first: the tuned version, its score on the task, and as weight that less the score before. */
  readonly tunings: readonly Reason[];
}

export interface AskedTuning {
  readonly workspace: string;
  /** The task tuned on, and the one whose score is asked about. */
  readonly tunedOn: Named;
  readonly task: Named;
  readonly metric: string | null;
  readonly interval: number;
}

const mostTold = 10;

/**
 * From versions before and after tuning that were both evaluated on the task, weighed by how alike what they were tuned on is to what is
 * asked about, as the fit has it. A loss is forgetting.
 */
export async function tuningChange(graph: Graph, viewer: Viewer, { workspace, tunedOn, task, metric: key, interval }: AskedTuning): Promise<TuningChange> {
  const metric = await metricFor(graph, viewer, { workspace, task, key });
  const [{ fit }, rows] = [await answering(graph, viewer, { workspace, family: metric.family }), await tuningsIn(graph, viewer, { workspace })];
  const { model: { table: { cells } }, subjectAt } = fit;
  const others = [...new Set(rows.flatMap(({ tasks }) => tasks))];
  const [column, source, ...columns] = await columnsOf(graph, viewer, fit, [task.id, tunedOn.id, ...others].map((id) => [id, metric] as const));
  const likeness = new Map(others.map((id, at) => [id, id === tunedOn.id ? 1 : Math.max(similarity(fit.model, source!, columns[at]!)?.correlation ?? 0, 0)]));
  const scoreOf = (subject: string) => (typeof column === "number" && subjectAt.has(subject) ? fit.cell(column, subjectAt.get(subject)!) : -1);
  const found = rows.flatMap(({ after, before, tasks }): readonly (Tuning & Reason)[] => {
    const [later, earlier] = [scoreOf(after), scoreOf(before)];
    if (later < 0 || earlier < 0) return [];
    const [score, change] = [toValue(metric, cells.values[later]!), toValue(metric, cells.values[later]!) - toValue(metric, cells.values[earlier]!)];
    const stdErr = Math.hypot(cells.stdErrs[later]!, cells.stdErrs[earlier]!) / perUnit(metric);
    return [{ node: after, kind: "CANDIDATE", score, change, stdErr, weight: Math.max(...tasks.map((each) => likeness.get(each)!)) }];
  });
  const expected = expectedChange(found, interval);
  const note = expected === null ? "No version is known before and after a tuning like this with a score on the task each; record both, and the run with its data."
    : found.every(({ weight }) => weight < 1) ? "Nothing was tuned on that very task: this is from tasks like it." : null;
  const told = found.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight || (a.node < b.node ? -1 : 1)).slice(0, mostTold);
  return { ...expected, metric: metric.id, note, tunings: told.map(({ node, kind, score, change }) => ({ node, kind, score, weight: change })) };
}
