/** How often a signal is measured. */
export interface Cadence {
  /** Number of the period that each point is for: gaps count. Points of no regular spacing are numbered one after the other. */
  readonly slots: Int32Array;
  /** Seasons that such points commonly have, in slots; none where there is no regular spacing. */
  readonly periods: readonly number[];
  readonly isRegular: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Spacings with the seasons that are looked for. A year of weeks is none: two would be four years of points that nobody compares. */
const calendar: readonly { readonly from: number; readonly to: number; readonly periods: readonly number[]; readonly months?: number }[] = [
  { from: 0.9 * hour, to: 1.1 * hour, periods: [24] }, { from: 0.9 * day, to: 1.1 * day, periods: [7] },
  { from: 27 * day, to: 32 * day, periods: [12], months: 1 }, { from: 89 * day, to: 93 * day, periods: [4], months: 3 },
];
/** Share of steps that must be near whole multiples of the usual one, and how near. */
const [mostly, near] = [0.9, 0.2];

/** From the moments (epoch milliseconds, ascending) that points begin at. Months and quarters are the calendar's, in UTC. */
export function cadenceOf(starts: readonly number[]): Cadence {
  const steps = stepsOf(starts);
  const usual = middle(steps);
  const known = calendar.find(({ from, to }) => usual >= from && usual <= to);
  const slotOf = (start: number): number => {
    if (known?.months === undefined) return Math.round((start - starts[0]!) / usual);
    const date = new Date(start);
    return Math.floor((12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth()) / known.months);
  };
  const slots = usual > 0 ? starts.map(slotOf) : [];
  const isNear = (step: number, i: number) => slots[i + 1]! > slots[i]! && (known?.months !== undefined || Math.abs(step / usual - Math.round(step / usual)) <= near);
  const isRegular = usual > 0 && steps.filter(isNear).length >= mostly * steps.length && steps.every((_, i) => slots[i + 1]! > slots[i]!);
  return isRegular ? { slots: Int32Array.from(slots), periods: known?.periods ?? [], isRegular } : { slots: Int32Array.from(starts.keys()), periods: [], isRegular };
}

/** Median distance of neighbouring starts, in ms; 0 of fewer than two. */
export const usualStep = (starts: readonly number[]): number => middle(stepsOf(starts));
const middle = (steps: readonly number[]): number => steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
const stepsOf = (starts: readonly number[]): readonly number[] => starts.slice(1).map((start, i) => start - starts[i]!);
