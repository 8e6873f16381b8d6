/** A metric over the cases of one slice in one period. */
export interface SliceMean {
  readonly slice: string;
  /** Cases. */
  readonly n: number;
  readonly value: number;
  /** Of the value; null to take it as a rate, with the variance of a binomial. */
  readonly stdErr: number | null;
}

/** A part of a change in the metric's unit; no standard error where a slice's is neither told nor a rate's. */
export interface Part {
  readonly change: number;
  readonly stdErr: number | null;
}

/** A change of a mean over slices, taken apart: total = mix + within. */
export interface MixShift {
  readonly total: number;
  /** What comes of other shares of the slices. */
  readonly mix: Part;
  /** What comes of other values within slices. */
  readonly within: Part;
  /** Each slice's share of cases before and after, and what it adds to both parts; those that add most first. */
  readonly slices: readonly { readonly slice: string; readonly before: number; readonly after: number; readonly mix: number; readonly within: number }[];
}

/**
 * Separates a change of mix from changes within slices (Kitagawa 1955, the decomposition without an interaction term). A slice
 * that only one period has is all mix: its value is taken to have been the same. Standard errors by the delta method, shares being multinomial.
 */
export function mixShift(before: readonly SliceMean[], after: readonly SliceMean[]): MixShift {
  const [was, is] = [bySlice(before), bySlice(after)];
  const [casesBefore, casesAfter] = [casesOf(before), casesOf(after)];
  const rows = [...new Set([...was.keys(), ...is.keys()])].map((slice) => {
    const [first, second] = [was.get(slice) ?? is.get(slice)!, is.get(slice) ?? was.get(slice)!];
    return {
      slice, before: (was.get(slice)?.n ?? 0) / casesBefore, after: (is.get(slice)?.n ?? 0) / casesAfter, level: (first.value + second.value) / 2, step: second.value - first.value,
      // A slice that one period lacks has one value, which moves the level whole and the step not at all.
      variance: !was.has(slice) || !is.has(slice) ? { level: varianceOf(first), step: 0 } : { level: (varianceOf(first) + varianceOf(second)) / 4, step: varianceOf(first) + varianceOf(second) },
    };
  });
  const slices = rows.map(({ slice, before: from, after: to, level, step }) => ({ slice, before: from, after: to, mix: (to - from) * level, within: step * ((from + to) / 2) }));
  const spreadOfShares = (weigh: (row: (typeof rows)[number]) => number) =>
    spreadOver(rows.map((row) => [row.before, weigh(row)])) / casesBefore + spreadOver(rows.map((row) => [row.after, weigh(row)])) / casesAfter;
  const mixVariance = spreadOfShares(({ level }) => level) + sum(rows.map((row) => (row.after - row.before) ** 2 * row.variance.level));
  const withinVariance = spreadOfShares(({ step }) => step / 2) + sum(rows.map((row) => ((row.before + row.after) / 2) ** 2 * row.variance.step));
  const [mix, within] = [sum(slices.map((each) => each.mix)), sum(slices.map((each) => each.within))];
  return {
    total: mix + within, mix: { change: mix, stdErr: rootOrNull(mixVariance) }, within: { change: within, stdErr: rootOrNull(withinVariance) },
    slices: slices.sort((a, b) => Math.abs(b.mix) + Math.abs(b.within) - Math.abs(a.mix) - Math.abs(a.within)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
const casesOf = (slices: readonly SliceMean[]): number => sum(slices.map(({ n }) => n));
const rootOrNull = (variance: number): number | null => (Number.isNaN(variance) ? null : Math.sqrt(variance));

/** Two rows of one slice are one slice of both's cases. */
function bySlice(rows: readonly SliceMean[]): ReadonlyMap<string, SliceMean> {
  const found = new Map<string, SliceMean>();
  for (const row of rows) {
    const other = found.get(row.slice);
    if (other === undefined) found.set(row.slice, row);
    else {
      const n = row.n + other.n;
      const variance = (row.n / n) ** 2 * varianceOf(row) + (other.n / n) ** 2 * varianceOf(other);
      found.set(row.slice, { slice: row.slice, n, value: (row.n * row.value + other.n * other.value) / n, stdErr: rootOrNull(variance) });
    }
  }
  return found;
}

/** NaN where it isn't known. */
const varianceOf = ({ n, value, stdErr }: SliceMean): number => (stdErr !== null ? stdErr ** 2 : value >= 0 && value <= 1 ? (value * (1 - value)) / n : NaN);

/** Variance of a value over cases of which so large a share have it. */
const spreadOver = (rows: readonly (readonly [share: number, value: number])[]): number =>
  Math.max(0, sum(rows.map(([share, value]) => share * value * value)) - sum(rows.map(([share, value]) => share * value)) ** 2);
