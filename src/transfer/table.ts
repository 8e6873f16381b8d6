import { digestOf } from "../entity/digest.js";
import { grouped } from "../entity/grouped.js";
import { comparable } from "../evaluations/offers.js";
import type { Graph } from "../graph/database.js";
import { service, type Viewer } from "../graph/viewer.js";
import { chiSquaredTail } from "../statistics/distributions.js";
import { taskFeatures, versionFeatures, type TaskFeatures } from "./features.js";
import { isBounded, perUnit, rangeOf, toPoints, type Scale } from "./points.js";
import type { ColumnFeatures, ScoreTable } from "./scoreTable.js";
import { measuredIn, scoresOf } from "./transfer.queries.js";

/** A table with what tells who may see it and what it has seen. */
export interface SeenTable {
  readonly table: ScoreTable;
  readonly seen: Seen;
}

/** What a fit has seen. */
export interface Seen {
  readonly family: string;
  /** Cells of the table, and what they are of. */
  readonly scores: number;
  readonly tasks: number;
  readonly subjects: number;
  /** SHA-256 over the cells and all features. */
  readonly digest: string;
  /** The newest evaluation's own moment, epoch milliseconds; null of nothing. */
  readonly newest: number | null;
  /** Whoever sees all these scopes, with this clearance or more, sees all that it has seen. */
  readonly scopes: readonly string[];
  readonly sensitivity: number;
  /** Whether these are made-up figures, because the workspace has no others. */
  readonly synthetic: boolean;
}

/**
 * The table of a metric family as a viewer sees it. Within a task and metric only comparable scores are joined, repeated ones to their
 * mean; made-up figures are left out unless there are no others in the whole workspace, hidden or not. Five statements.
 */
export async function readScoreTable(graph: Graph, viewer: Viewer, { workspace, family }: { readonly workspace: string; readonly family: string }): Promise<SeenTable> {
  const [rows, [has]] = await Promise.all([scoresOf(graph, viewer, { workspace, family }), measuredIn(graph, service, { workspace })]);
  const synthetic = !has!.measured;
  const found = rows.flatMap(({ entries, ...column }) => {
    const usable = comparable(synthetic ? entries : entries.filter(({ origin }) => origin !== "SYNTHETIC"));
    return usable.length === 0 ? [] : [{ column, cells: [...grouped(usable, ({ subject }) => subject)].map(([subject, scores]) => ({ subject, ...joined(column, scores) })) }];
  });
  const ids = [...new Set(found.flatMap(({ cells }) => cells.map(({ subject }) => subject)))].sort();
  const [tasks, versions] = [await taskFeatures(graph, viewer, [...new Set(found.map(({ column }) => column.task))]), await versionFeatures(graph, viewer, ids)];
  const columns = found.filter(({ column }) => tasks.features.has(column.task));
  const subjects = ids.flatMap((id) => versions.features.get(id) ?? []);
  const subjectAt = new Map(subjects.map(({ id }, at) => [id!, at]));
  const cells = columns.flatMap(({ cells: own }, at) => own.flatMap(({ subject, ...cell }) => (subjectAt.has(subject) ? [{ ...cell, column: at, subject: subjectAt.get(subject)! }] : [])));
  const table: ScoreTable = {
    columns: columns.map(({ column }) => columnOf(tasks.features.get(column.task)!, column.metric, column)), subjects,
    cells: {
      columns: Int32Array.from(cells, ({ column }) => column), subjects: Int32Array.from(cells, ({ subject }) => subject),
      values: Float64Array.from(cells, ({ value }) => value), stdErrs: Float64Array.from(cells, ({ stdErr }) => stdErr),
      apart: Float64Array.from(cells, ({ apart }) => apart),
    },
  };
  const scopes = new Set([...columns.flatMap(({ column }) => column.within), ...tasks.places.scopes, ...versions.places.scopes]);
  return {
    table,
    seen: {
      family, scores: cells.length, tasks: tasks.features.size, subjects: subjects.length, digest: digestOf([table.columns, table.subjects, cells]), synthetic, scopes: [...scopes].sort(),
      newest: cells.length === 0 ? null : cells.reduce((last, { at }) => Math.max(last, at), -Infinity),
      sensitivity: columns.reduce((most, { column }) => Math.max(most, column.sensitivity), Math.max(tasks.places.sensitivity, versions.places.sensitivity)),
    },
  };
}

/** A task under one metric, as a column of a table. */
export const columnOf = ({ chances, ...task }: TaskFeatures, metric: string, scale: Scale): ColumnFeatures =>
  ({ ...task, metric, chance: chances.has(metric) ? toPoints(scale, chances.get(metric)!) : null, range: rangeOf(scale) });

/**
 * Mean of repeated scores with its standard error in points: from theirs, or from how far they are apart where that is more, as repeats that contradict
 * each other leave their mean uncertain whatever each says of itself; how far apart they are where that is beyond chance; and when the newest was made.
 */
function joined(scale: Scale, scores: readonly { readonly value: number; readonly stdErr: number | null; readonly at: number }[]) {
  const n = scores.length;
  const mean = scores.reduce((sum, { value }) => sum + value, 0) / n;
  const squares = scores.reduce((sum, { stdErr }) => sum + (stdErr ?? 0) ** 2, 0);
  const variance = n > 1 ? scores.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (n - 1) : 0;
  const points = scores.map(({ value, stdErr }) => ({ value: value * perUnit(scale), stdErr: stdErr ? stdErr * perUnit(scale) : isBounded(scale) ? unsaid : null }));
  const contradict = n > 1 && heterogeneity(points) < byChance;
  return {
    value: toPoints(scale, mean), stdErr: Math.sqrt(Math.max(squares, n * variance)) / n * perUnit(scale), apart: contradict ? Math.sqrt(variance) * perUnit(scale) : 0,
    at: scores.reduce((last, { at }) => Math.max(last, at), -Infinity),
  };
}
/** Standard error, in points, of a score between bounds that says none: of a share of some 500 cases. */
const unsaid = 2;
/** Probability that repeats which measure the same are taken for ones that contradict each other. */
const byChance = 0.01;

/** Probability of estimates at least so far apart if all are of one value, by Cochran's Q (1954); 1 where one doesn't say how exact it is. */
function heterogeneity(estimates: readonly { readonly value: number; readonly stdErr: number | null }[]): number {
  if (estimates.some(({ stdErr }) => stdErr === null)) return 1;
  const weights = estimates.map(({ stdErr }) => stdErr! ** -2);
  const mean = estimates.reduce((sum, { value }, i) => sum + weights[i]! * value, 0) / weights.reduce((sum, each) => sum + each, 0);
  return chiSquaredTail(estimates.reduce((sum, { value }, i) => sum + weights[i]! * (value - mean) ** 2, 0), estimates.length - 1);
}
