import { outliersClipped } from "./outliers.js";
import { deseasoned, seasonOf } from "./season.js";
import { segmentCost, type SegmentCost } from "./segmentCost.js";

/** A change is worth it when the log-likelihood gains more than this many times ln n over twos: its place, its level or line, and its spread. */
const penalty = 4;
/** Fewest points of a regime: two lie on any line. */
const shortest = 3;
/** Correlation beyond which residuals tell that the model is wrong, not how little each point says. */
const mostCorrelation = 0.9;

/**
 * Where regimes of a series that is over and stored begin: indices, ascending, of the first point of each new one. A regime is a
 * level or a straight line with Gaussian noise of its own variance; changes are looked for by binary segmentation (Scott and Knott 1974;
 * Fryzlewicz 2014, section 1). Columns of a multivariate series change together. Points that aren't numbers in some column are passed
 * over; a season is taken out first, and outliers are clipped: in heavy-tailed noise, three wild points in a row are no regime.
 * Correlated residuals make the gain count less: points that repeat each other say less than as many others.
 */
export function changePoints(columns: readonly Float64Array[]): readonly number[] {
  const kept = complete(columns);
  const costs = kept.columns.map((column) => segmentCost(outliersClipped(withoutSeason(column)))).filter((cost) => cost !== null);
  if (costs.length === 0) return [];
  const length = kept.index.length;
  const needed = penalty * Math.log(length) * Math.sqrt(costs.length);
  const found: number[] = [];
  const stretches: (readonly [from: number, to: number])[] = [[0, length]];
  for (let next = stretches.pop(); next; next = stretches.pop()) {
    const [from, to] = next;
    const at = bestSplit(costs, from, to);
    if (at === null || gain(costs, from, at, to) <= needed) continue;
    found.push(at);
    stretches.push([from, at], [at, to]);
  }
  return found.sort((a, b) => a - b).map((at) => kept.index[at]!);
}

function bestSplit(costs: readonly SegmentCost[], from: number, to: number): number | null {
  let [best, least] = [null as number | null, Infinity];
  for (let at = from + shortest; at <= to - shortest; at += 1) {
    const cost = costs.reduce((sum, each) => sum + each.cost(from, at) + each.cost(at, to), 0);
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

/** How much less both parts cost than the whole, by the root of the share of independent points (1 - r) / (1 + r): r holds noise and misfit alike. */
function gain(costs: readonly SegmentCost[], from: number, at: number, to: number): number {
  return costs.reduce((sum, each) => {
    const r = Math.min(mostCorrelation, Math.max(0, lagOneOf([each.residuals(from, at), each.residuals(at, to)])));
    return sum + (each.cost(from, to) - each.cost(from, at) - each.cost(at, to)) * Math.sqrt((1 - r) / (1 + r));
  }, 0);
}

/** Of values whose mean is 0, within each part. */
function lagOneOf(parts: readonly Float64Array[]): number {
  let [together, alone] = [0, 0];
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) {
      alone += part[i]! ** 2;
      if (i > 0) together += part[i]! * part[i - 1]!;
    }
  }
  return alone === 0 ? 0 : together / alone;
}

function withoutSeason(column: Float64Array): Float64Array {
  const season = seasonOf(column);
  return season === null ? column : deseasoned(column, season);
}

/** Rows that have a number in every column; columns with hardly any are left out first. */
function complete(columns: readonly Float64Array[]): { readonly index: readonly number[]; readonly columns: readonly Float64Array[] } {
  const told = columns.filter((column) => 2 * column.filter(Number.isFinite).length >= column.length);
  const index = Array.from({ length: told[0]?.length ?? 0 }, (_, i) => i).filter((i) => told.every((column) => Number.isFinite(column[i])));
  return { index, columns: told.map((column) => Float64Array.from(index, (i) => column[i]!)) };
}
