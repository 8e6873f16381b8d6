import { grouped } from "../entity/grouped.js";

/** What was predicted of a hidden cell, beside what it held; all in one unit. */
export interface Tried {
  readonly task: string;
  readonly truth: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** How good predictions are, in their unit; null where there is nothing to tell it from. */
export interface Quality {
  readonly n: number;
  readonly rmse: number | null;
  readonly mae: number | null;
  /** Mean rank correlation over the tasks with three hidden cells or more that aren't all the same. */
  readonly spearman: number | null;
  /** Share of cells inside their interval, and the intervals' mean width. */
  readonly coverage: number | null;
  readonly width: number | null;
  /** Mean over tasks with ten hidden cells or more: the best true score less the best true score among the predicted top five. */
  readonly regretAt5: number | null;
}

export function quality(tried: readonly Tried[]): Quality {
  const tasks = [...grouped(tried, ({ task }) => task).values()];
  const mse = average(tried.map(({ truth, mean }) => (truth - mean) ** 2));
  return {
    n: tried.length,
    rmse: mse === null ? null : Math.sqrt(mse),
    mae: average(tried.map(({ truth, mean }) => Math.abs(truth - mean))),
    spearman: average(tasks.filter((cells) => cells.length > 2).map((cells) => spearman(cells.map(({ truth }) => truth), cells.map(({ mean }) => mean))).filter((each) => each !== null)),
    coverage: average(tried.map(({ truth, low, high }) => Number(low <= truth && truth <= high))),
    width: average(tried.map(({ low, high }) => high - low)),
    regretAt5: average(tasks.filter((cells) => cells.length >= 2 * chosen).map(regret)),
  };
}
const chosen = 5;

function regret(cells: readonly Tried[]): number {
  const best = (of: readonly Tried[]) => Math.max(...of.map(({ truth }) => truth));
  return best(cells) - best(cells.toSorted((one, other) => other.mean - one.mean).slice(0, chosen));
}

/** Rank correlation of two lists side by side (Spearman 1904), ties at their middle ranks; null where truth is all the same, 0 where only the prediction is. */
export function spearman(truth: readonly number[], predicted: readonly number[]): number | null {
  const [one, other] = [ranks(truth), ranks(predicted)];
  const middle = (truth.length - 1) / 2;
  const sum = (a: readonly number[], b: readonly number[]) => a.reduce((all, each, i) => all + (each - middle) * (b[i]! - middle), 0);
  const [ofTruth, ofPredicted] = [sum(one, one), sum(other, other)];
  return ofTruth === 0 ? null : ofPredicted === 0 ? 0 : sum(one, other) / Math.sqrt(ofTruth * ofPredicted);
}

function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const found = new Array<number>(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to += 1;
    for (let k = from; k <= to; k += 1) found[order[k]!] = (from + to) / 2;
    from = to + 1;
  }
  return found;
}

const average = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length);
