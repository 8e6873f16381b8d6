import { goodness } from "../evaluations/offers.js";
import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import type { Viewer } from "../graph/viewer.js";
import { normalQuantile } from "../statistics/distributions.js";
import { metricFor, newColumn, type Named, type NewTask } from "./asked.js";
import type { Fit } from "./fit.js";
import { answering, type Answering } from "./fits.js";
import { contradictions, probabilityBelow, type CellPrediction, type Normal, type Pair } from "./model.js";
import { noteOn } from "./notes.js";
import { perUnit, rangeOf, toPoints, toValue } from "./points.js";
import { cellOf, inUnit, placed, predictPlaced, type Expected } from "./predictPairs.js";
import { reasonsFor, type Reason } from "./reasons.js";
import type { Metric } from "./transfer.queries.js";
import { decided, type Decided } from "./verdict.js";

export interface Asked {
  readonly workspace: string;
  /** One that is there, or what is said of a new one and the task that it would be a part of. */
  readonly task: Named | { readonly newTask: NewTask; readonly parent: Named | null };
  /** Ids of model or system versions. */
  readonly candidates: readonly string[];
  /** Key; null for the primary metric of the task's newest version, or of the new one's parent. */
  readonly metric: string | null;
  /** Probability, 0 to 1. */
  readonly interval: number;
  /** The score to reach, in the metric's unit. */
  readonly target: number | null;
}

/** What a prediction was made from: the observed score, scores of the task, of the candidate, of both, of neither, or nothing at all. */
export type Basis = "OBSERVED" | "TASK_AND_SUBJECT" | "TASK" | "SUBJECT" | "NEITHER" | "NOTHING";

/** What is expected of one candidate, in the metric's unit. */
export interface Prediction extends Expected, Decided {
  /** Id. */
  readonly candidate: string;
  readonly basis: Basis;
  /** Comparable scores of the task, and of the candidate. */
  readonly onTask: number;
  readonly ofCandidate: number;
  readonly note: string | null;
  /** Where candidates were ranked: probability to be the best of all, and for those to evaluate next by how much that is expected to reduce regret, in the metric's unit. */
  readonly best?: number | null;
  readonly gain?: number | null;
  readonly reasons: readonly Reason[];
}

/** What predictions rest on. */
export interface Facts {
  /** Id. */
  readonly metric: string;
  readonly better: Metric["better"];
  readonly synthetic: boolean;
  readonly seen: { readonly scores: number; readonly tasks: number; readonly candidates: number; readonly contradictory: number };
  /** When it was fitted, ISO 8601, and how many scores it hasn't seen yet. */
  readonly fittedAt: string;
  readonly unseen: number;
  /** Root of the mean squared error on scores left out, in the metric's unit, and of the tasks' means alone; null where too few. */
  readonly error: number | null;
  readonly errorOfTaskMean: number | null;
  /** In points, by how much was known of the pairs. */
  readonly backtest: unknown;
}

export interface Transfer extends Facts {
  readonly interval: number;
  /** Best first, those without a score last. */
  readonly predictions: readonly Prediction[];
}

/** A question with all that its answer is made from. */
export interface Prepared {
  readonly metric: Metric;
  readonly answering: Answering;
  readonly pairs: readonly Pair[];
  readonly cells: readonly CellPrediction[];
}

/** Scores to expect of candidates on a task. @throws Problem NOT_FOUND and BAD_INPUT for a metric that isn't there. */
export async function transfer(graph: Graph, viewer: Viewer, asked: Asked): Promise<Transfer> {
  const found = await prepared(graph, viewer, asked);
  const { metric, answering: { fit }, pairs, cells } = found;
  const predictions = cells.map((cell, at) => explained({ ...ofCell(fit, metric, asked, cell, pairs[at]!), candidate: asked.candidates[at]! }, () => reasonsFor(fit, metric, pairs[at]!)));
  return { ...facts(found), interval: asked.interval, predictions: bestFirst(predictions, metric) };
}

export async function prepared(graph: Graph, viewer: Viewer, { workspace, task, candidates, metric: key, interval }: Omit<Asked, "target">): Promise<Prepared> {
  const isNew = "newTask" in task;
  const metric = await metricFor(graph, viewer, { workspace, task: isNew ? task.parent : task, key });
  const found = await answering(graph, viewer, { workspace, family: metric.family });
  const column = isNew ? await newColumn(graph, viewer, task.newTask, task.parent, metric) : task.id;
  const pairs = await placed(graph, viewer, found.fit, candidates.map((subject) => ({ task: column, metric, subject })));
  return { metric, answering: found, pairs, cells: await predictPlaced(found.fit, pairs, interval) };
}

export function facts({ metric, answering: { fit: { seen, model, at }, unseen } }: Pick<Prepared, "metric" | "answering">): Facts {
  const { model: own, taskMean } = model.backtest.all;
  const inMetric = (points: number | null) => (points === null ? null : points / perUnit(metric));
  return {
    metric: metric.id, better: metric.better, synthetic: seen.synthetic, seen: { scores: seen.scores, tasks: seen.tasks, candidates: seen.subjects, contradictory: contradictions(model).of.size },
    fittedAt: isoOf(at), unseen, error: inMetric(own.rmse), errorOfTaskMean: inMetric(taskMean.rmse), backtest: model.backtest,
  };
}

/** A prediction whose reasons are looked for when they are read: that takes longer than the prediction. */
export function explained(prediction: Omit<Prediction, "reasons">, reasons: () => readonly Reason[]): Prediction {
  let made: readonly Reason[] | undefined;
  return { ...prediction, get reasons() { return (made ??= reasons()); } };
}

export const bestFirst = <P extends { readonly score: number | null }>(predictions: readonly P[], metric: Metric): readonly P[] =>
  predictions.toSorted((a, b) => rank(b.score, metric) - rank(a.score, metric) || 0);
const rank = (score: number | null, metric: Metric): number => (score === null ? -Infinity : goodness(score, metric));

/** A prediction without its candidate and reasons. */
export function ofCell(fit: Fit, metric: Metric, { interval, target }: Pick<Asked, "interval" | "target">, cell: CellPrediction, pair: Pair): Omit<Prediction, "candidate" | "reasons"> {
  const { support: { ofColumn: onTask, ofSubject: ofCandidate }, observed, mean } = cell;
  const wanted = { ...metric, best: metric.target, target, level: Math.max(interval, leastLevel) };
  const note = noteOn(fit, metric, cell, pair);
  if (mean === null) return { score: null, low: null, high: null, basis: "NOTHING", onTask, ofCandidate, note, ...decided({ mean: 0, sd: null }, wanted) };
  if (observed !== null) {
    const [score, stdErr] = [toValue(metric, observed), fit.model.table.cells.stdErrs[cellOf(fit, pair)]! / perUnit(metric)];
    const half = stdErr * normalQuantile((1 + interval) / 2);
    const ends = stdErr > 0 ? { low: Math.max(score - half, metric.min ?? -Infinity), high: Math.min(score + half, metric.max ?? Infinity) } : { low: null, high: null };
    return { score, ...ends, basis: "OBSERVED", onTask, ofCandidate, note, ...decided({ mean: score, sd: stdErr }, wanted) };
  }
  const expected = inUnit(metric, cell);
  const basis: Basis = onTask > 0 ? (ofCandidate > 0 ? "TASK_AND_SUBJECT" : "TASK") : ofCandidate > 0 ? "SUBJECT" : "NEITHER";
  return { ...expected, basis, onTask, ofCandidate, note, ...decided({ mean: expected.score!, sd: cell.sd === null ? null : cell.sd / perUnit(metric), below: belowBy(metric, cell.normal) }, wanted) };
}
/** Nothing is sure that is likelier than not. */
const leastLevel = 0.5;

/** Of a prediction with a standard deviation; others aren't asked. Where lower is better points are turned. */
const belowBy = (metric: Metric, normal: Normal | null) => (value: number): number => {
  const probability = probabilityBelow(rangeOf(metric), normal!, toPoints(metric, value));
  return metric.better === "LOWER" ? 1 - probability : probability;
};
