import { goodness, type Direction } from "../evaluations/offers.js";
import { expected, fit, type Additive } from "./additive.js";
import { halfWidth, leftOut, rootMeanSquare, type Known } from "./leftOut.js";
import { reasonsFor, type Reason } from "./reasons.js";
import type { Table } from "./table.js";

export interface Wanted extends Direction {
  /** Id of the task. */
  readonly task: string;
  /** Ids of model or system versions. */
  readonly candidates: readonly string[];
  /** Probability that an interval holds the value, 0 to 1. */
  readonly interval: number;
  /** Between which values of the metric lie; null for none. */
  readonly min: number | null;
  readonly max: number | null;
}

/** What is expected of one candidate, in the metric's unit. */
export interface Prediction {
  readonly candidate: string;
  /** Null where nothing at all is known. */
  readonly score: number | null;
  /** Null where too little is known for an interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** What it was made from: OBSERVED where the pair was evaluated. */
  readonly basis: "OBSERVED" | Known | "NOTHING";
  /** Candidates of which the task has a comparable score, and tasks on which the candidate has one. */
  readonly onTask: number;
  readonly ofCandidate: number;
  readonly note: string | null;
  readonly reasons: readonly Reason[];
}

export interface Predictions {
  /** Best first, those without a score last. */
  readonly predictions: readonly Prediction[];
  readonly seen: { readonly scores: number; readonly tasks: number; readonly candidates: number };
  /** Root of the mean squared error on scores left out, in the metric's unit, and of the tasks' means alone; null where too few. */
  readonly error: number | null;
  readonly errorOfTaskMean: number | null;
}

/** Predicts from the additive model of a table, with conformal intervals from what it says of cells that it didn't see. */
export function predict(table: Table, wanted: Wanted): Predictions {
  const { cells } = table;
  const seen = { scores: cells.values.length, tasks: table.tasks.length, candidates: table.subjects.length };
  if (seen.scores === 0) return { predictions: wanted.candidates.map(nothing), seen, error: null, errorOfTaskMean: null };
  const model = fit(cells);
  const residuals = leftOutOf(model);
  const [error, errorOfTaskMean] = [rootMeanSquare(residuals("TASK_AND_SUBJECT")), rootMeanSquare(residuals("TASK"))];
  const helps = error !== null && errorOfTaskMean !== null && error < errorOfTaskMean;
  const predictions = wanted.candidates.map((candidate) => ofOne(table, model, wanted, candidate, helps, residuals));
  const rank = ({ score }: Prediction) => (score === null ? -Infinity : goodness(score, wanted));
  return { predictions: predictions.sort((a, b) => rank(b) - rank(a) || 0), seen, error, errorOfTaskMean };
}

/** Each kind of residual once, when it is first needed. */
function leftOutOf(model: Additive): (known: Known) => Float64Array {
  const made = new Map<Known, Float64Array>();
  return (known) => {
    const residuals = made.get(known) ?? leftOut(model, known);
    made.set(known, residuals);
    return residuals;
  };
}

function ofOne(table: Table, model: Additive, wanted: Wanted, candidate: string, helps: boolean, residuals: (known: Known) => Float64Array): Prediction {
  const [task, subject] = [table.taskAt.get(wanted.task) ?? -1, table.subjectAt.get(candidate) ?? -1];
  const reasons = reasonsFor(table, model, task, subject);
  const support = { onTask: model.task.counts[task] ?? 0, ofCandidate: model.subject.counts[subject] ?? 0 };
  const cell = table.cells.values.findIndex((_, i) => table.cells.tasks[i] === task && table.cells.subjects[i] === subject);
  if (cell >= 0) return observed(table, cell, candidate, wanted, support, reasons);
  const known: Known = task >= 0 ? (subject >= 0 ? "TASK_AND_SUBJECT" : "TASK") : subject >= 0 ? "SUBJECT" : "NEITHER";
  const score = expected(model, task, subject);
  const half = halfWidth(residuals(known), wanted.interval);
  const note = known === "TASK_AND_SUBJECT" && !helps ? "On scores left out, this does no better than the task's mean." : notes[known];
  return { candidate, score: within(wanted, score), ...bounds(wanted, score, half), basis: known, ...support, note, reasons };
}

const notes: Readonly<Record<Known, string | null>> = {
  TASK_AND_SUBJECT: null,
  TASK: "The candidate has no comparable score on any task: this is the task's mean, the same for all such candidates.",
  SUBJECT: "The task has no comparable score of any candidate: this is the candidate's mean, the same for all such tasks.",
  NEITHER: "Neither task nor candidate has a comparable score: this is the mean of all scores of the metric.",
};

const nothing = (candidate: string): Prediction => ({
  candidate, score: null, low: null, high: null, basis: "NOTHING", onTask: 0, ofCandidate: 0, note: "There is no valid score of this metric to predict from.", reasons: [],
});

function observed({ cells, stdErrs }: Table, cell: number, candidate: string, wanted: Wanted, support: { readonly onTask: number; readonly ofCandidate: number }, reasons: readonly Reason[]): Prediction {
  const [score, stdErr] = [cells.values[cell]!, stdErrs[cell]!];
  const half = stdErr > 0 ? stdErr * deviation(wanted.interval) : Infinity;
  const note = stdErr > 0 ? null : "It was evaluated, without a standard error: there is no interval.";
  return { candidate, score, ...(stdErr > 0 ? bounds(wanted, score, half) : { low: null, high: null }), basis: "OBSERVED", ...support, note, reasons };
}

/** Clipped to the metric's range; an endless end that has none is null. */
function bounds({ min, max }: Wanted, score: number, half: number): Pick<Prediction, "low" | "high"> {
  const [low, high] = [Math.max(score - half, min ?? -Infinity), Math.min(score + half, max ?? Infinity)];
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}

const within = ({ min, max }: Wanted, score: number): number => Math.min(Math.max(score, min ?? -Infinity), max ?? Infinity);

/** Two-sided standard normal deviate of a probability, by bisection of erf's integral (Abramowitz and Stegun 7.1.26). */
function deviation(probability: number): number {
  let [low, high] = [0, 10];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (errorFunction(middle / Math.SQRT2) < probability) low = middle;
    else high = middle;
  }
  return low;
}

function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  return 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}
