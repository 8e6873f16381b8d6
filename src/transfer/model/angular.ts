import type { Range, ScoreTable } from "../scoreTable.js";

/**
 * Scores between bounds on the angular scale, on which shares scatter alike wherever they lie: the arcsine of their square root (Bartlett 1936). Near the ends of
 * a range models are closer together in points than in its middle, where this scale is points, with slope 1. Without a range points stay as they are.
 */
export function toAngular(range: Range | null, points: number): number {
  if (range === null) return points;
  const { middle, width } = about(range);
  return middle + width * (Math.asin(Math.sqrt(within((points - range[0]) / width, 1))) - Math.PI / 4);
}

/** The points of `toAngular`; past the ends of the range, the ends. */
export function fromAngular(range: Range | null, angular: number): number {
  if (range === null) return angular;
  const { middle, width } = about(range);
  return range[0] + width * Math.sin(within((angular - middle) / width + Math.PI / 4, Math.PI / 2)) ** 2;
}

/** A standard deviation in points around an angular score: half of what is between one below and one above it, from within the range. */
export function sdInPoints(range: Range | null, angular: number, sd: number): number {
  const from = toAngular(range, fromAngular(range, angular));
  return (fromAngular(range, from + sd) - fromAngular(range, from - sd)) / 2;
}

const about = ([least, most]: Range) => ({ middle: (least + most) / 2, width: most - least });
const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** A table with values, standard errors and what chance scores on the angular scale. */
export function angularTable({ columns, cells, subjects }: ScoreTable): ScoreTable {
  const rangeOf = (cell: number): Range | null => columns[cells.columns[cell]!]!.range;
  const sd = (points: number, each: number, range: Range | null): number => (toAngular(range, points + each) - toAngular(range, points - each)) / 2;
  return {
    subjects, columns: columns.map((each) => ({ ...each, chance: each.chance === null ? null : toAngular(each.range, each.chance) })),
    cells: { ...cells, values: cells.values.map((each, cell) => toAngular(rangeOf(cell), each)), stdErrs: cells.stdErrs.map((each, cell) => sd(cells.values[cell]!, each, rangeOf(cell))) },
  };
}
