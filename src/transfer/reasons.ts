import type { Additive } from "./additive.js";
import type { Table } from "./table.js";

/** An observed score that a prediction rests on. */
export interface Reason {
  /** Id of the other task that the candidate did, or of the other candidate that did the task. */
  readonly node: string;
  readonly kind: "TASK" | "CANDIDATE";
  /** The score, in the metric's unit. */
  readonly score: number;
  /** How far it moves the prediction away from the mean, in the metric's unit. */
  readonly weight: number;
}

/** More would be a list of everything. */
const most = 5;

/** The scores that move a prediction most: of the candidate on other tasks, and of other candidates on the task, each kind apart. */
export function reasonsFor({ cells, tasks, subjects }: Table, { mean, task, subject }: Additive, taskAt: number, subjectAt: number): readonly Reason[] {
  const [byTask, byCandidate]: [Reason[], Reason[]] = [[], []];
  for (let i = 0; i < cells.values.length; i += 1) {
    const [t, s, score] = [cells.tasks[i]!, cells.subjects[i]!, cells.values[i]!];
    if (s === subjectAt && t !== taskAt)
      byTask.push({ node: tasks[t]!, kind: "TASK", score, weight: (score - mean - task.effects[t]!) / (subject.counts[s]! + subject.shrinkage) });
    if (t === taskAt && s !== subjectAt)
      byCandidate.push({ node: subjects[s]!, kind: "CANDIDATE", score, weight: (score - mean - subject.effects[s]!) / (task.counts[t]! + task.shrinkage) });
  }
  const heaviest = (some: Reason[]) => some.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.node < b.node ? -1 : 1)).slice(0, most);
  return [...heaviest(byTask), ...heaviest(byCandidate)];
}
