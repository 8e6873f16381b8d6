import { grouped } from "../entity/grouped.js";
import { comparable } from "../evaluations/offers.js";
import type { Cells } from "./additive.js";

/** A valid score, by what decides whether it can be compared with others of its task. */
export interface Observation {
  readonly subject: string;
  readonly value: number;
  readonly stdErr: number | null;
  readonly protocol: string | null;
  readonly ordinal: number;
  readonly data: string | null;
  readonly split: string | null;
  readonly judge: string | null;
  readonly extraction: string | null;
  readonly at: number;
  readonly origin: "MEASURED" | "PUBLISHED" | "SYNTHETIC";
}

/** Tasks and subjects by id, with their places in the cells; each pair is one cell, the mean of its comparable scores. */
export interface Table {
  readonly tasks: readonly string[];
  readonly subjects: readonly string[];
  readonly taskAt: ReadonlyMap<string, number>;
  readonly subjectAt: ReadonlyMap<string, number>;
  readonly cells: Cells;
  /** Standard error of each cell; 0 where unknown. */
  readonly stdErrs: Float64Array;
}

/** Within a task only comparable scores are joined. Made-up figures are left out unless there are no others in the whole workspace. */
export function tableOf(rows: readonly { readonly task: string; readonly entries: readonly Observation[] }[], isSynthetic: boolean): Table {
  const found = rows.flatMap(({ task, entries }) => {
    const usable = isSynthetic ? entries : entries.filter(({ origin }) => origin !== "SYNTHETIC");
    return [...grouped(comparable(usable), ({ subject }) => subject)].map(([subject, scores]) => ({ task, subject, ...joined(scores) }));
  });
  const tasks = [...new Set(found.map(({ task }) => task))];
  const subjects = [...new Set(found.map(({ subject }) => subject))].sort();
  const places = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at]));
  const [taskAt, subjectAt] = [places(tasks), places(subjects)];
  return {
    tasks, subjects, taskAt, subjectAt,
    cells: {
      tasks: Int32Array.from(found, ({ task }) => taskAt.get(task)!), subjects: Int32Array.from(found, ({ subject }) => subjectAt.get(subject)!),
      values: Float64Array.from(found, ({ value }) => value), taskCount: tasks.length, subjectCount: subjects.length,
    },
    stdErrs: Float64Array.from(found, ({ stdErr }) => stdErr),
  };
}

/** Mean of repeated scores, and its standard error from theirs. */
function joined(scores: readonly Observation[]): { readonly value: number; readonly stdErr: number } {
  const n = scores.length;
  const squares = scores.reduce((sum, { stdErr }) => sum + (stdErr ?? 0) ** 2, 0);
  return { value: scores.reduce((sum, { value }) => sum + value, 0) / n, stdErr: Math.sqrt(squares) / n };
}
