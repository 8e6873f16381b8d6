import type { Additive, Effects } from "./additive.js";

/** What is known of a pair besides the mean of everything: the task, the subject, both, or neither. */
export type Known = "TASK_AND_SUBJECT" | "TASK" | "SUBJECT" | "NEITHER";

/**
 * How far each cell is from what is expected of it when it hadn't been seen: for TASK_AND_SUBJECT without the cell, for TASK
 * without its subject, for SUBJECT without its task. One step from the fit, not a new fit: the other effects stay. Cells that
 * were their task's (subject's) only one tell nothing of what a task's (subject's) effect is worth, and are left out.
 */
export function leftOut({ cells, mean, task, subject }: Additive, known: Known): Float64Array {
  const residuals: number[] = [];
  for (let i = 0; i < cells.values.length; i += 1) {
    const [t, s] = [cells.tasks[i]!, cells.subjects[i]!];
    const value = cells.values[i]! - mean;
    const byTask = known === "TASK_AND_SUBJECT" || known === "TASK";
    const bySubject = known === "TASK_AND_SUBJECT" || known === "SUBJECT";
    if ((byTask && task.counts[t]! < 2) || (bySubject && subject.counts[s]! < 2)) continue;
    residuals.push(value - (byTask ? without(task, t, value - subject.effects[s]!) : 0) - (bySubject ? without(subject, s, value - task.effects[t]!) : 0));
  }
  return Float64Array.from(residuals);
}

/** An effect as it would be without one of its observations. */
function without({ effects, counts, shrinkage }: Effects, at: number, observed: number): number {
  const divisor = counts[at]! - 1 + shrinkage;
  return divisor > 0 ? (effects[at]! * (counts[at]! + shrinkage) - observed) / divisor : 0;
}

/**
 * Half the width of an interval that holds a new value with probability `level`, from residuals like its own (conformal
 * prediction, Vovk et al. 2005); Infinity where they are too few to tell.
 */
export function halfWidth(residuals: Float64Array, level: number): number {
  const sorted = residuals.map(Math.abs).sort();
  const at = Math.ceil((sorted.length + 1) * level) - 1;
  return at < sorted.length ? sorted[Math.max(at, 0)]! : Infinity;
}

/** Root of the mean square; null of nothing. */
export const rootMeanSquare = (residuals: Float64Array): number | null =>
  (residuals.length === 0 ? null : Math.sqrt(residuals.reduce((sum, each) => sum + each * each, 0) / residuals.length));
