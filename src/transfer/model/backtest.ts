import { grouped } from "../../entity/grouped.js";
import { quality, type Quality, type Tried } from "../measures.js";
import type { Range } from "../scoreTable.js";
import { fromAngular, toAngular } from "./angular.js";
import { conformalFactor } from "./calibration.js";
import type { Estimate } from "./estimate.js";
import { isSparse, type Backtest, type Calibration, type Compared, type Group } from "./transferModel.js";

/** A cell that a fit didn't see, and what was expected of it. */
export interface HiddenCell extends Estimate {
  readonly group: Group;
  /** Places in the table. */
  readonly column: number;
  readonly subject: number;
  readonly range: Range | null;
  /** Its score, and what means expect, in points. */
  readonly truth: number;
  readonly byMeans: number;
  readonly byTaskMean: number;
}

export const noComparison: Compared = { model: quality([]), means: quality([]), taskMean: quality([]) };

/**
 * The Gaussian's share of a mixture with the additive model that has the least squared error over hidden cells, 0 to 1, as if `priorCells` more
 * cells had shown `priorShare`: a few cells of a small table can't tell it well.
 */
export function bestShare(hidden: readonly HiddenCell[]): number {
  let [across, along] = [0, 0];
  for (const { truth, range, gaussian, additive } of hidden) {
    across += (gaussian - additive) * (toAngular(range, truth) - additive);
    along += (gaussian - additive) ** 2;
  }
  const weight = (priorCells * along) / hidden.length;
  return along === 0 ? 1 : Math.min(Math.max((across + weight * priorShare) / (along + weight), 0), 1);
}
const [priorCells, priorShare] = [100, 0.7];

/** What hidden cells say of a fit's errors: the distances that set intervals, and how it did beside simple means. */
export function judged(hidden: readonly HiddenCell[], share: number): { readonly calibration: Calibration; readonly backtest: Backtest } {
  const mixed = hidden.map((each) => ({ ...each, mean: share * each.gaussian + (1 - share) * each.additive }));
  const halves = [0, 1].map((half) => calibrated(mixed.filter((cell) => halfOf(cell) !== half)));
  const compared = (cells: readonly HiddenCell[]): Compared => ({
    model: quality(cells.map((cell) => {
      const factor = conformalFactor(halves[halfOf(cell)]!, cell.group, backtestLevel);
      const points = (deviations: number) => fromAngular(cell.range, cell.mean + deviations * cell.sd);
      return factor === null ? tried(cell, points(0), -Infinity, Infinity) : tried(cell, points(0), points(-factor), points(factor));
    })),
    means: point(cells, ({ byMeans }) => byMeans),
    taskMean: point(cells, ({ byTaskMean }) => byTaskMean),
  });
  const groups = [...grouped(mixed, ({ group }) => group)];
  return { calibration: calibrated(mixed), backtest: { all: compared(mixed), groups: Object.fromEntries(groups.map(([group, cells]) => [group, compared(cells)])) } };
}
/** Probability of the intervals whose coverage a backtest tells: those of cells in one half of the columns are set by the other half, of sparse subjects in one half of these. */
const backtestLevel = 0.9;
const halfOf = ({ group, column, subject }: HiddenCell): number => (isSparse.subject(group) && !isSparse.column(group) ? subject : column) % 2;

function calibrated(cells: readonly HiddenCell[]): Calibration {
  return { conformity: Object.fromEntries([...grouped(cells, ({ group }) => group)].map(([group, of]) => [group, { distances: Float64Array.from(of, ({ truth, range, mean, sd }) => Math.abs(toAngular(range, truth) - mean) / sd).sort(), clusters: clustersOf(group, of) }])) };
}

function clustersOf(group: Group, cells: readonly HiddenCell[]): number {
  const sides = (["column", "subject"] as const).filter((side) => isSparse[side](group));
  return Math.min(cells.length, ...sides.map((side) => new Set(cells.map((cell) => cell[side])).size));
}

/** Without intervals: coverage and width mean nothing. */
const point = (cells: readonly HiddenCell[], predicted: (cell: HiddenCell) => number): Quality =>
  ({ ...quality(cells.map((cell) => tried(cell, predicted(cell)))), coverage: null, width: null });

const tried = ({ column, truth }: HiddenCell, mean: number, low = mean, high = mean): Tried => ({ task: String(column), truth, mean, low, high });
