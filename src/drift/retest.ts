import { grouped } from "../entity/grouped.js";
import { orderBacktest, type OrderBacktest } from "./order.js";
import { relatedDrops } from "./relatedDrops.js";

/** A task with what the graph says of its likeness to others; by ids. */
export interface RelatedTask {
  readonly task: string;
  readonly kind: string | null;
  readonly languages: readonly string[];
  /** Declared or inferred relations with their weights, 0 to 1. */
  readonly related: readonly { readonly task: string; readonly weight: number }[];
  readonly parents: readonly string[];
}

/** What going from one version to the next did to tasks, in points, by their ids: below 0 is a drop. */
export type VersionChange = ReadonlyMap<string, number>;

/** A task that may have got worse with others; what is expected of it, in points. */
export interface Retest {
  readonly task: string;
  readonly change: number;
  /** P(drop > budget), and the same had nothing been seen. */
  readonly probability: number;
  readonly baseRate: number;
}

export interface RetestOrder {
  /** Likeliest to have dropped first; empty where no order can be vouched for. */
  readonly tasks: readonly Retest[];
  /** Why it is empty, or what it has been worth so far. */
  readonly note: string;
  readonly backtest: OrderBacktest;
}

/** Changes that the graph's kernel counts for: as many as a covariance of some dozens of tasks needs to be its own. */
const priorChanges = 30;
/** Share of what changes on one task alone. */
const ownShare = 0.25;
/** Variance of a change where none is known, in points squared. */
const usualVariance = 9;
/** Tasks that a past change must have touched to be of use: some that are seen, and some that are asked about. */
const fewestTasks = 4;

/**
 * Which tasks to test again first, given changes seen on some of them: changes from version to version give the covariance, shrunk to a kernel of the graph
 * (S = (sum dd' + 30 s2 (.75 K + .25 I)) / (n + 30), each pair over the changes that have both), and the order is left out unless it did better than chance in the
 * past: each past change once with half of its tasks as seen, by the others' covariance. `budget`: points that a task may lose.
 */
export function retestOrder(tasks: readonly RelatedTask[], past: readonly VersionChange[], seen: ReadonlyMap<string, { readonly change: number; readonly variance: number }>, budget: number): RetestOrder {
  const kernel = kernelOf(tasks);
  const sums = sumsOf(tasks, past);
  const backtest = orderBacktest(past.flatMap((change) => tried(change, (touched) => covarianceOf(kernel, sums, touched), tasks, budget)));
  const asked = tasks.flatMap(({ task }, at) => (seen.has(task) ? [] : [at]));
  const known = tasks.flatMap(({ task }, at) => (seen.has(task) ? [{ at, ...seen.get(task)! }] : []));
  const worth = backtest.auc === null ? "no past change of versions tells what such an order is worth" : `over ${backtest.incidents} past changes of versions its AUC was ${backtest.auc.toFixed(2)}${backtest.low === null ? "" : ` (${backtest.low.toFixed(2)} to ${backtest.high!.toFixed(2)})`}`;
  if (known.length === 0) return { tasks: [], note: "No task around here has changed for the worse by a figure with both bounds.", backtest };
  if (!backtest.isBetterThanChance) return { tasks: [], note: `The order is left out: ${worth}, no better than chance (.50).`, backtest };
  const drops = relatedDrops(covarianceOf(kernel, sums, []), known, asked, budget);
  const found = (drops ?? []).map(({ change, probability, baseRate }, i): Retest => ({ task: tasks[asked[i]!]!.task, change, probability, baseRate }));
  return { tasks: found.sort((a, b) => b.probability - a.probability || (a.task < b.task ? -1 : 1)), note: `It is uncertain: ${worth}.`, backtest };
}

/** What would have been said of every other task of a past change, by the covariance of all others. */
function tried(change: VersionChange, without: (touched: readonly Touched[]) => readonly Float64Array[], tasks: readonly RelatedTask[], budget: number): readonly (readonly { readonly probability: number; readonly dropped: boolean }[])[] {
  const touched = touchedBy(change, tasks);
  if (touched.length < fewestTasks) return [];
  const [known, asked] = [touched.filter((_, i) => i % 2 === 0), touched.filter((_, i) => i % 2 === 1)];
  const drops = relatedDrops(without(touched), known.map((each) => ({ ...each, variance: 1 })), asked.map(({ at }) => at), budget);
  return drops === null ? [] : [drops.map(({ probability }, i) => ({ probability, dropped: asked[i]!.change < -budget }))];
}

/** Likeness of tasks by the graph alone, 0 to 1: what is declared, the tree, the kind and the languages. */
function kernelOf(tasks: readonly RelatedTask[]): readonly Float64Array[] {
  return tasks.map((one, i) => Float64Array.from(tasks, (other, j) => (i === j ? 1 : likeness(one, other))));
}

function likeness(one: RelatedTask, other: RelatedTask): number {
  const declared = Math.max(0, ...one.related.filter(({ task }) => task === other.task).map(({ weight }) => weight));
  const isNear = one.parents.includes(other.task) || other.parents.includes(one.task) || one.parents.some((parent) => other.parents.includes(parent));
  const shared = one.languages.filter((language) => other.languages.includes(language)).length;
  const all = new Set([...one.languages, ...other.languages]).size;
  return 0.15 + 0.25 * declared + 0.2 * (isNear ? 1 : 0) + 0.25 * (one.kind !== null && one.kind === other.kind ? 1 : 0) + 0.15 * (all > 0 ? shared / all : 0);
}

/** A task by its place, and what a change did to it. */
interface Touched {
  readonly at: number;
  readonly change: number;
}
const touchedBy = (change: VersionChange, tasks: readonly RelatedTask[]): readonly Touched[] =>
  tasks.flatMap(({ task }, at) => (change.has(task) ? [{ at, change: change.get(task)! }] : []));

/** Of each pair of tasks, row by row: the products of what changes did to both, and how many changes touched both. */
interface Sums {
  readonly products: Float64Array;
  readonly counts: Float64Array;
}

function sumsOf(tasks: readonly RelatedTask[], past: readonly VersionChange[]): Sums {
  const n = tasks.length;
  const sums = { products: new Float64Array(n * n), counts: new Float64Array(n * n) };
  for (const change of past) added(sums, touchedBy(change, tasks), n, 1);
  return sums;
}

function added({ products, counts }: Sums, touched: readonly Touched[], n: number, sign: 1 | -1): void {
  for (const one of touched) {
    for (const other of touched) {
      products[one.at * n + other.at]! += sign * one.change * other.change;
      counts[one.at * n + other.at]! += sign;
    }
  }
}

/** Of all changes but one, which touched what is given. */
function covarianceOf(kernel: readonly Float64Array[], { products, counts }: Sums, left: readonly Touched[]): readonly Float64Array[] {
  const n = kernel.length;
  const sums = { products: products.slice(), counts: counts.slice() };
  added(sums, left, n, -1);
  const trace = (of: Float64Array) => kernel.reduce((sum, _, i) => sum + of[i * n + i]!, 0);
  const variance = trace(sums.counts) > 0 ? trace(sums.products) / trace(sums.counts) : usualVariance;
  return kernel.map((row, i) => row.map((similarity, j) =>
    (sums.products[i * n + j]! + priorChanges * variance * ((1 - ownShare) * similarity + (i === j ? ownShare : 0))) / (sums.counts[i * n + j]! + priorChanges)));
}

/** Differences between each version and the one before it that was scored under the same task version and data; made-up scores only where there are no others. */
export function versionChanges(rows: readonly { readonly task: string; readonly head: string; readonly ordinal: number; readonly under: string; readonly origin: string; readonly points: number }[]): readonly VersionChange[] {
  const isReal = rows.some(({ origin }) => origin !== "SYNTHETIC");
  const kept = rows.filter(({ origin }) => !isReal || origin !== "SYNTHETIC");
  const changes = new Map<string, Map<string, number>>();
  for (const own of grouped(kept, ({ task, head, under }) => `${task} ${head} ${under}`).values()) {
    const inOrder = [...own].sort((a, b) => a.ordinal - b.ordinal);
    for (let i = 1; i < inOrder.length; i += 1) {
      const { head, ordinal, task, points } = inOrder[i]!;
      if (ordinal === inOrder[i - 1]!.ordinal) continue;
      const place = `${head} ${inOrder[i - 1]!.ordinal} ${ordinal}`;
      changes.set(place, (changes.get(place) ?? new Map<string, number>()).set(task, points - inOrder[i - 1]!.points));
    }
  }
  return [...changes.values()];
}
