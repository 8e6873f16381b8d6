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
export function reasonsFor({ model }: Fit, metric: Scale, { column, subject }: Pair): readonly Reason[] {
  const found = reasons(model, column, subject, most);
  const cells = predictCells(model, found.map((reason) => ({ column: reason.column ?? column, subject: reason.subject ?? subject })), anyInterval);
  const sign = metric.better === "LOWER" ? -1 : 1;
  return found.map((reason, at): Reason => ({
    ...nodeOf(model.table, reason), score: toValue(metric, cells[at]!.observed ?? cells[at]!.mean ?? 0), weight: (sign * reason.weight) / perUnit(metric),
  }));
}

const nodeOf = ({ columns, subjects }: Fit["model"]["table"], { column, subject }: ModelReason): Pick<Reason, "node" | "kind"> =>
  (column === null ? { node: subjects[subject!]!.id!, kind: "CANDIDATE" } : { node: columns[column]!.task!, kind: "TASK" });
