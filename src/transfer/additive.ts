/** What was observed, cell by cell: arrays side by side. */
export interface Cells {
  readonly tasks: Int32Array;
  readonly subjects: Int32Array;
  readonly values: Float64Array;
  readonly taskCount: number;
  readonly subjectCount: number;
}

/** value = mean + task effect + subject effect + noise, the effects shrunk toward 0 as if by so many more observations at 0. */
export interface Additive {
  readonly cells: Cells;
  readonly mean: number;
  readonly task: Effects;
  readonly subject: Effects;
}
export interface Effects {
  readonly effects: Float64Array;
  /** Observations of each. */
  readonly counts: Int32Array;
  /** Noise variance over effect variance: what shrinks. */
  readonly shrinkage: number;
}

/** Sweeps are few thousand operations each; more than these move nothing. */
const mostSweeps = 200;
const settled = 1e-9;
/** Keeps an effect that varies not at all from dividing by 0. */
const leastShare = 1e-9;

/**
 * The two-way additive model with random effects, by variational EM (effects, then variances). `shrinkage` fixes what else is
 * estimated, for tests and for tables too small to tell. Needs one cell or more.
 */
export function fit(cells: Cells, shrinkage?: { readonly task: number; readonly subject: number }): Additive {
  const { values, taskCount, subjectCount } = cells;
  const task = { effects: new Float64Array(taskCount), counts: counted(cells.tasks, taskCount), shrinkage: shrinkage?.task ?? 1 };
  const subject = { effects: new Float64Array(subjectCount), counts: counted(cells.subjects, subjectCount), shrinkage: shrinkage?.subject ?? 1 };
  let mean = average(values, (i) => values[i]!);
  const total = average(values, (i) => (values[i]! - mean) ** 2);
  if (total === 0) return { cells, mean, task, subject };
  let noise = total / 3;
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    const before = mean;
    const moved = Math.max(
      updated(task, cells.tasks, (i) => values[i]! - mean - subject.effects[cells.subjects[i]!]!),
      updated(subject, cells.subjects, (i) => values[i]! - mean - task.effects[cells.tasks[i]!]!),
    );
    mean = average(values, (i) => values[i]! - task.effects[cells.tasks[i]!]! - subject.effects[cells.subjects[i]!]!);
    if (!shrinkage) {
      const doubt = (side: Effects, at: number) => noise / (side.counts[at]! + side.shrinkage);
      const [forTask, forSubject] = [spread(task, (at) => doubt(task, at)), spread(subject, (at) => doubt(subject, at))];
      noise = average(values, (i) => residual({ cells, mean, task, subject }, i) ** 2 + doubt(task, cells.tasks[i]!) + doubt(subject, cells.subjects[i]!));
      task.shrinkage = noise / Math.max(forTask, total * leastShare);
      subject.shrinkage = noise / Math.max(forSubject, total * leastShare);
    }
    if (Math.max(moved, Math.abs(mean - before)) < settled * Math.sqrt(total)) break;
  }
  return { cells, mean, task, subject };
}

/** What is expected of a pair; -1 for a task or a subject that was never observed. */
export const expected = ({ mean, task, subject }: Additive, taskAt: number, subjectAt: number): number =>
  mean + (task.effects[taskAt] ?? 0) + (subject.effects[subjectAt] ?? 0);

/** How far a cell is from what is expected of it. */
export const residual = (model: Additive, i: number): number =>
  model.cells.values[i]! - expected(model, model.cells.tasks[i]!, model.cells.subjects[i]!);

function updated(side: Effects, of: Int32Array, rest: (i: number) => number): number {
  const sums = new Float64Array(side.effects.length);
  for (let i = 0; i < of.length; i += 1) sums[of[i]!]! += rest(i);
  let moved = 0;
  for (let at = 0; at < sums.length; at += 1) {
    const divisor = side.counts[at]! + side.shrinkage;
    const effect = divisor > 0 ? sums[at]! / divisor : 0;
    moved = Math.max(moved, Math.abs(effect - side.effects[at]!));
    side.effects[at] = effect;
  }
  return moved;
}

const spread = ({ effects }: Effects, doubt: (at: number) => number): number => average(effects, (at) => effects[at]! ** 2 + doubt(at));

function average(over: ArrayLike<number>, of: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < over.length; i += 1) sum += of(i);
  return sum / over.length;
}

function counted(of: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(count);
  for (const at of of) counts[at]! += 1;
  return counts;
}
