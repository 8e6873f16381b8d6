import type { Fit } from "./fit.js";
import { predictCells, reasons, type Pair, type Reason as ModelReason } from "./model.js";
import { perUnit, toValue, type Scale } from "./points.js";

/** A score that a prediction rests on. */
export interface Reason {
  /** Id of the other task that the candidate did, or of the other candidate. */
  readonly node: string;
  readonly kind: "TASK" | "CANDIDATE";
  /** The score; what is expected where there is none. In the metric's unit. */
  readonly score: number;
  /** How far it moves the prediction up or down, in the metric's unit. */
  readonly weight: number;
}

/** More would be a list of everything. */
const most = 8;
/** An interval that nobody sees. */
const anyInterval = 0.5;

/** The scores that move a prediction most: of the candidate on other tasks, and of other candidates on the task. */
export function reasonsFor(fit: Fit, metric: Scale, { column, subject }: Pair): readonly Reason[] {
  const { model } = fit;
  const found = reasons(model, column, subject, most);
  const scores = pointsOf(fit, found.map((reason) => ({ column: reason.column ?? column, subject: reason.subject ?? subject })));
  const sign = metric.better === "LOWER" ? -1 : 1;
  return found.map((reason, at): Reason => ({
    ...nodeOf(model.table, reason), score: toValue(metric, scores[at]!), weight: (sign * reason.weight) / perUnit(metric),
  }));
}

/** Scores in points; of pairs without one what is expected. */
function pointsOf({ model, cell }: Fit, pairs: readonly Pair[]): readonly number[] {
  const known = pairs.map(({ column, subject }) => (typeof column === "number" && typeof subject === "number" ? cell(column, subject) : -1));
  const expected = predictCells(model, pairs.filter((_, at) => known[at]! < 0), anyInterval);
  let next = 0;
  return known.map((at) => (at >= 0 ? model.table.cells.values[at]! : (expected[next++]!.mean ?? 0)));
}

const nodeOf = ({ columns, subjects }: Fit["model"]["table"], { column, subject }: ModelReason): Pick<Reason, "node" | "kind"> =>
  (column === null ? { node: subjects[subject!]!.id!, kind: "CANDIDATE" } : { node: columns[column]!.task!, kind: "TASK" });
