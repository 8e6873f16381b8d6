import { grouped } from "../entity/grouped.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { entriesOf } from "./leaderboard.queries.js";

/** A score that may stand on a task's leaderboard. What can't be told apart by its nulls is equal: none equals none. */
export interface Entry {
  readonly score: string;
  readonly value: number;
  readonly subject: string;
  /** Digest of the task version's protocol. */
  readonly protocol: string | null;
  /** Of the task version. */
  readonly ordinal: number;
  readonly data: string | null;
  readonly split: string | null;
  readonly judge: string | null;
  readonly extraction: string | null;
  /** Epoch milliseconds of the evaluation. */
  readonly at: number;
}

/** Which values are better: HIGHER, LOWER, or nearer to `target`. */
export interface Direction {
  readonly better: "HIGHER" | "LOWER" | "TARGET";
  readonly target: number | null;
}

/** How good a value is, greater being better. */
export const goodness = (value: number, { better, target }: Direction): number =>
  better === "HIGHER" ? value : better === "LOWER" ? -value : -Math.abs(value - (target ?? 0));

/** The best comparable entry of each subject, best first. */
export function ranked(entries: readonly Entry[], direction: Direction): readonly Entry[] {
  const better = (a: Entry, b: Entry) => goodness(b.value, direction) - goodness(a.value, direction) || b.at - a.at || (a.score < b.score ? -1 : 1);
  return [...grouped(comparable(entries), ({ subject }) => subject).values()].map((own) => [...own].sort(better)[0]!).sort(better);
}

/**
 * Those of one task that can be compared with each other: with the protocol of the newest task version that has any, and of these
 * the judge, data, split and extraction under which most subjects were evaluated (then most recently).
 */
export function comparable<E extends Omit<Entry, "score" | "value">>(entries: readonly E[]): readonly E[] {
  const newest = entries.reduce<E | null>((last, entry) => (last === null || entry.ordinal > last.ordinal ? entry : last), null);
  const current = entries.filter(({ protocol }) => protocol === newest?.protocol);
  const groups = [...grouped(current, ({ judge, data, split, extraction }) => JSON.stringify([judge, data, split, extraction])).values()]
    .map((group) => ({ group, subjects: new Set(group.map(({ subject }) => subject)).size, at: Math.max(...group.map(({ at }) => at)) }))
    .sort((a, b) => b.subjects - a.subjects || b.at - a.at);
  return groups[0]?.group ?? [];
}

export interface Asked {
  /** Key of the metric. */
  readonly metric: string;
  /** Key of the slice; null for all cases. */
  readonly slice: string | null;
  /** Key of the task version whose protocol counts; null for the newest with scores. */
  readonly taskVersion: string | null;
  readonly first: number;
}

/** Ids of the scores on each task's leaderboard, best first; one statement for all tasks. */
export async function leaderboards(graph: Graph, viewer: Viewer, { first, ...asked }: Asked, tasks: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await entriesOf(graph, viewer, { ...asked, tasks: [...tasks] });
  return new Map([...grouped(rows, ({ task }) => task)].map(([task, own]) => [task, ranked(own, own[0]!).slice(0, first).map(({ score }) => score)]));
}
