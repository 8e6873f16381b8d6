import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import type { Viewer } from "../graph/viewer.js";
import { changeInterval } from "./changeInterval.js";
import { coincidences, type Coincidence, type UpstreamEvent } from "./coincidences.js";
import { seriesOfSignals, upstreamEvents, watchedSignals } from "./drift.queries.js";
import { outlook } from "./outlook.js";
import { seriesOf, type Series } from "./series.js";
import { sliceMix, type SliceMix } from "./sliceMix.js";
import { mostPoints } from "./taskOutlook.js";

/** What coincides with a change of a signal; moments in epoch milliseconds. */
export interface Explanation {
  readonly changePoint: number;
  /** Interval in which something would have to happen to show as this change. */
  readonly from: number;
  readonly to: number;
  /** The likeliest to be worth looking at first. */
  readonly coincidences: readonly Coincidence[];
  /** The change along the slices that it is measured on; null where it isn't. */
  readonly mix: SliceMix | null;
}

/** Points before and after a change that its place is estimated from. */
const stretch = 60;
/** Events told. */
const mostEvents = 500;
/** A mix explains part of a change from this share of it on, and from so many standard errors. */
const leastShare = 0.2;
const leastErrors = 2;

/**
 * Explains the change of a signal (by id) at a moment (ISO 8601), or the last one found. Three statements, and one for slices.
 * @throws Problem BAD_INPUT where no change was found or the moment isn't between two points that can be compared.
 */
export async function explainChange(graph: Graph, viewer: Viewer, signal: { readonly id: string; readonly key: string }, given: string | null, asOf: string): Promise<Explanation> {
  const [[row], [read]] = await Promise.all([
    watchedSignals(graph, viewer, { signals: [signal.id], asOf }), seriesOfSignals(graph, viewer, { signals: [signal.id], most: mostPoints, asOf }),
  ]);
  const watched = { ...row!, points: read!.points, baselines: read!.baselines };
  const changePoint = given === null ? outlook(watched, row!.threshold, Date.parse(asOf)).changePoint : Date.parse(given);
  if (changePoint === null) throw new Problem("BAD_INPUT", `No change was found in the signal ${signal.key}; give the moment of the one that you mean as changePoint.`);
  const { points, values } = around(seriesOf({ ...watched, baselines: watched.baselines.filter((from) => from < changePoint) }, nextBaseline(watched.baselines, changePoint, Date.parse(asOf))), changePoint);
  const place = points.findIndex(({ end }) => end > changePoint);
  if (place < 1) throw new Problem("BAD_INPUT", `The change point is ${isoOf(changePoint)}, and ${signal.key} has ${points.length} points to compare around it; give a moment with points before and after it.`);
  const { weights, first, last } = changeInterval(values, place);
  const [from, to] = [points[Math.max(0, first - 2)]!.start, points[last]!.end];
  const [events, mix] = await Promise.all([
    upstreamEvents(graph, viewer, { signal: signal.id, from: isoOf(from), to: isoOf(to), most: mostEvents }),
    sliceMix(graph, viewer, signal.id, { from: points[0]!.start, change: points[place]!.start, to: points.at(-1)!.end }),
  ]);
  return { changePoint, from, to, mix, coincidences: coincidences([...events, ...mixEvents(signal.id, mix, points[place]!.start)], { periods: points, weights }) };
}

/** A baseline that began after the change ends what can be told of it. */
const nextBaseline = (baselines: readonly number[], changePoint: number, at: number): number => Math.min(at, ...baselines.filter((from) => from > changePoint));

function around({ points, values }: Series, changePoint: number): Pick<Series, "points" | "values"> {
  const place = points.findIndex(({ end }) => end > changePoint);
  const from = Math.max(0, place - stretch);
  return { points: points.slice(from, place + stretch), values: values.slice(from, place + stretch) };
}

/** The slice whose share moved the figure most, where the mix makes a part of the change. */
function mixEvents(signal: string, mix: SliceMix | null, at: number): readonly UpstreamEvent[] {
  if (mix === null || mix.total === 0) return [];
  const share = mix.mix.change / mix.total;
  const [slice] = moving(mix);
  if (share < leastShare || (mix.mix.stdErr !== null && Math.abs(mix.mix.change) < leastErrors * mix.mix.stdErr) || !slice) return [];
  const point = mix.points.get(slice.slice)!;
  return [{ event: slice.slice, at, path: [[point, "OF_SIGNAL", signal], [point, "ON_SLICE", slice.slice]], touches: Math.min(1, share) }];
}

/** Slices by what their moving share adds to the mix: how much it moves, times how far the slice lies from the mean of all. */
function moving({ slices }: SliceMix): SliceMix["slices"] {
  const moved = slices.filter(({ before, after }) => before !== after).map((each) => ({ ...each, level: each.mix / (each.after - each.before) }));
  const mean = moved.reduce((sum, { before, after, level }) => sum + (before + after) * level, 0) / moved.reduce((sum, { before, after }) => sum + before + after, 0);
  const share = ({ before, after, level }: (typeof moved)[number]): number => Math.abs((after - before) * (level - mean));
  return moved.sort((a, b) => share(b) - share(a));
}
