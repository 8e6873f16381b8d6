import { labelOf } from "../reads/row.js";

/** Something that changed upstream of a signal, by the ids of nodes. */
export interface UpstreamEvent {
  readonly event: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Edges from the signal to it, as they are drawn: from, type, to. */
  readonly path: readonly (readonly [from: string, type: string, to: string])[];
  /** Share of the signal's cases that pass there, 0 to 1. */
  readonly touches: number;
}

/** An event that coincides with a change; nothing here says that it caused it. */
export interface Coincidence extends UpstreamEvent {
  /** Its share of what all of them weigh together, 0 to 1; greater is likelier to be worth looking at first. */
  readonly score: number;
  /** How likely a change begins where this one did if the event made it, 0 to 1. */
  readonly nearness: number;
}

/** Periods of a signal as starts and ends in epoch milliseconds, and how likely the change began at each, by index. */
export interface Timing {
  readonly periods: readonly { readonly start: number; readonly end: number }[];
  readonly weights: ReadonlyMap<number, number>;
}

/**
 * How often, as far as is known beforehand, a change of a figure goes with one of this kind: what serves is changed on purpose and at once, a
 * document is one of many that are read. A model, prompt or configuration that is exchanged behind an alias is in between.
 */
const priors: Readonly<Record<string, number>> = {
  Deployment: 1, ModelVersion: 0.8, PromptVersion: 0.8, RetrievalConfigVersion: 0.7, SystemVersion: 0.8, CorpusVersion: 0.6, Run: 0.6, Slice: 0.8, DatasetVersion: 0.4, DocumentVersion: 0.4, Document: 0.4, PolicyVersion: 0.3,
};
const otherPrior = 0.3;
/** What one edge more takes away: what is far acts through more that could have absorbed it. */
const perEdge = 0.9;
/** What is left of an event's weight where the change begins when nothing of it should show. */
const elsewhere = 0.001;
/** Share of an event's effect that shows one period late, as with what is cached or rolled out step by step. */
const late = 0.15;

/** Each event once, by its shortest way, the likeliest first; those that weigh next to nothing are left in, at the end. */
export function coincidences(events: readonly UpstreamEvent[], timing: Timing): readonly Coincidence[] {
  const nearest = new Map<string, UpstreamEvent>();
  for (const each of events) {
    const known = nearest.get(each.event);
    if (!known || each.path.length < known.path.length || (each.path.length === known.path.length && each.touches > known.touches)) nearest.set(each.event, each);
  }
  const weighed = [...nearest.values()].map((each) => {
    const nearness = nearnessOf(each.at, timing);
    return { ...each, nearness, score: (priors[labelOf(each.event)] ?? otherPrior) * (elsewhere + nearness) * perEdge ** each.path.length * Math.sqrt(each.touches) };
  });
  const total = weighed.reduce((sum, { score }) => sum + score, 0);
  return weighed.map((each) => ({ ...each, score: total > 0 ? each.score / total : 0 })).sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.event < b.event ? -1 : 1));
}

/**
 * An event within a period shows in it by the share of the period that is left, and else in the next; a little of it one later still. Summed over where the change may
 * have begun. Before the first period and in gaps it shows in the next one that there is.
 */
export function nearnessOf(at: number, { periods, weights }: Timing): number {
  const place = periods.findIndex(({ end }) => end > at);
  if (place < 0) return 0;
  const { start, end } = periods[place]!;
  const left = at <= start ? 1 : (end - at) / (end - start);
  const weight = (index: number): number => weights.get(index) ?? 0;
  return (1 - late) * (left * weight(place) + (1 - left) * weight(place + 1)) + late * (left * weight(place + 1) + (1 - left) * weight(place + 2));
}
