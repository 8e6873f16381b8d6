import { grouped } from "../entity/grouped.js";
import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import type { Viewer } from "../graph/viewer.js";
import { slicesAround } from "./drift.queries.js";
import { mixShift, type MixShift } from "./mixShift.js";

/** Stretches to compare, in epoch milliseconds: from a moment to the change, and from the change to a moment. */
export interface Stretches {
  readonly from: number;
  readonly change: number;
  readonly to: number;
}

/** A change taken apart along one dimension of slices. */
export interface SliceMix extends MixShift {
  readonly dimension: string;
  /** Id of a measurement of each slice, by the slice's id: the way from the signal to it. */
  readonly points: ReadonlyMap<string, string>;
}

/** By the dimension along which the mix makes most of the change; null where no dimension was measured on both sides. Slices by their ids. */
export async function sliceMix(graph: Graph, viewer: Viewer, signal: string, { from, change, to }: Stretches): Promise<SliceMix | null> {
  const rows = await slicesAround(graph, viewer, { signal, from: isoOf(from), change: isoOf(change), to: isoOf(to) });
  const all = [...grouped(rows, ({ dimension }) => dimension)].flatMap(([dimension, own]): readonly SliceMix[] => {
    const [before, after] = [own.filter((row) => !row.after), own.filter((row) => row.after)];
    return before.length > 0 && after.length > 0 ? [{ ...mixShift(before, after), dimension, points: new Map(own.map(({ slice, point }) => [slice, point])) }] : [];
  });
  return all.sort((a, b) => Math.abs(b.mix.change) - Math.abs(a.mix.change) || (a.dimension < b.dimension ? -1 : 1))[0] ?? null;
}
