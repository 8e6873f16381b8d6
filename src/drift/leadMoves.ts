import { usualStep } from "./cadence.js";
import { leadOf, type Lead } from "./leads.js";
import type { Point } from "./series.js";

/** What a signal is said to lead. */
export interface StandingLead {
  readonly kpi: string;
  /** ISO 8601 duration. */
  readonly lag: string | null;
  readonly effect: number | null;
  /** Only what is INFERRED is the service's to change. */
  readonly origin: "DECLARED" | "INFERRED" | null;
}

/** What came of trying whether a signal leads a KPI. */
export interface Tested {
  readonly kpi: string;
  /** Null where forecasts with the signal are no better. */
  readonly lead: Lead | null;
  /** Length of a period in ms. */
  readonly period: number;
}

export interface SideBySide {
  readonly signal: Float64Array;
  readonly kpi: Float64Array;
  readonly period: number;
}

/** Periods that both must have been measured in for a trial: fewer can't show that forecasts are better. */
const fewestShared = 33;
/** Greatest probability of a false lead among all that are tried of a signal (Bonferroni). */
const significance = 0.05;
/** An effect that moved by less, as a share of what it was, is left as it is said. */
const littleMoved = 0.25;

/** Both series on the KPI's periods, gaps as NaN; null where they share too few. */
export function sideBySide(signal: readonly Point[], kpi: readonly Point[]): SideBySide | null {
  const bySignal = new Map(signal.map(({ start, value }) => [start, value]));
  const own = [...kpi].sort((a, b) => a.start - b.start);
  if (own.filter(({ start }) => bySignal.has(start)).length < fewestShared) return null;
  const period = usualStep(own.map(({ start }) => start));
  const slots = Math.round((own.at(-1)!.start - own[0]!.start) / period) + 1;
  const place = ({ start }: Point): number => Math.round((start - own[0]!.start) / period);
  const [first, second] = [new Float64Array(slots).fill(NaN), new Float64Array(slots).fill(NaN)];
  for (const point of own) {
    second[place(point)] = point.value;
    first[place(point)] = bySignal.get(point.start) ?? NaN;
  }
  return { signal: first, kpi: second, period };
}

export const tested = ({ signal, kpi, period }: SideBySide): Omit<Tested, "kpi"> => ({ lead: leadOf(signal, kpi), period });

/** What a signal is to be said to lead from now on, or null where nothing changes. What was declared stays, and so does what wasn't tried. */
export function leadMoves(standing: readonly StandingLead[], trials: readonly Tested[]): readonly StandingLead[] | null {
  const isDeclared = (kpi: string): boolean => standing.some((each) => each.kpi === kpi && each.origin !== "INFERRED");
  const found = trials.filter(({ kpi }) => !isDeclared(kpi)).flatMap(({ kpi, lead, period }): readonly StandingLead[] => {
    if (lead === null || lead.backtest.p > significance / trials.length) return [];
    const before = standing.find((each) => each.kpi === kpi);
    const next: StandingLead = { kpi, lag: durationOf(lead.lag * period), effect: Number(lead.effect.toPrecision(2)), origin: "INFERRED" };
    const isSame = before?.lag === next.lag && before.effect !== null && Math.abs(before.effect - next.effect!) <= littleMoved * Math.abs(before.effect);
    return [isSame ? before : next];
  });
  const left = standing.filter(({ kpi }) => isDeclared(kpi) || !trials.some((each) => each.kpi === kpi));
  const all = inOrder([...left, ...found]);
  return JSON.stringify(all) === JSON.stringify(inOrder(standing)) ? null : all;
}

const inOrder = (leads: readonly StandingLead[]): readonly StandingLead[] =>
  leads.map(({ kpi, lag, effect, origin }) => ({ kpi, lag, effect, origin })).sort((a, b) => (a.kpi < b.kpi ? -1 : 1));

const hour = 3_600_000;
const day = 24 * hour;

/** ISO 8601: in weeks where they are whole, else in days, else in hours. */
function durationOf(ms: number): string {
  if (ms % (7 * day) === 0) return `P${ms / (7 * day)}W`;
  return ms % day === 0 ? `P${ms / day}D` : `PT${Math.round(ms / hour)}H`;
}
