/** Cosines of one judged query's candidates. */
export interface JudgedCosines {
  /** Of its nearest relevant chunk; null where none was found. */
  readonly relevant: number | null;
  /** Of its nearest chunk when its relevant documents are left out, as for a question that nothing answers; null where nothing is left. */
  readonly other: number | null;
}

/** What a floor does to judged queries; shares are null where there is nothing to take one of. */
export interface FloorRates {
  /** Share of the nearest relevant chunks that it lets through. */
  readonly kept: number | null;
  /** Share of the queries without their relevant documents for which it leaves nothing. */
  readonly turnedAway: number | null;
}

/** Floors have so many steps to one: finer than this a few hundred queries don't say. */
const steps = 100;

/** The highest floor, in hundredths, that lets at least this share of the nearest relevant chunks through; null where none was found. */
export function calibratedFloor(cosines: readonly JudgedCosines[], keep: number): number | null {
  const relevant = cosines.flatMap((each) => each.relevant ?? []).sort((a, b) => a - b);
  if (relevant.length === 0) return null;
  const mayLose = Math.floor((1 - keep) * relevant.length + roundingOff);
  return Math.max(-1, Math.floor(relevant[Math.min(mayLose, relevant.length - 1)]! * steps) / steps);
}
/** 1 - .98 is a little less than .02. */
const roundingOff = 1e-9;

export const floorRates = (cosines: readonly JudgedCosines[], floor: (query: number) => number): FloorRates => ({
  kept: share(cosines.flatMap(({ relevant }, at) => (relevant === null ? [] : [relevant >= floor(at)]))),
  turnedAway: share(cosines.map(({ other }, at) => other === null || other < floor(at))),
});

const share = (held: readonly boolean[]): number | null => (held.length === 0 ? null : held.filter(Boolean).length / held.length);
