import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { relatedTasks, versionScores } from "./drift.queries.js";
import { retestOrder, versionChanges, type RetestOrder } from "./retest.js";
import type { SignalState } from "./taskOutlook.js";

/** Tasks around those that changed. */
const mostTasks = 60;

/**
 * Which tasks around those whose signals drift to test again first; null where none drifts. Changes are in points, a hundredth of the span between a metric's
 * bounds: signals whose metric lacks one say nothing here. Two statements.
 */
export async function retestTasks(graph: Graph, viewer: Viewer, signals: readonly SignalState[], budget: number, asOf: string): Promise<RetestOrder | null> {
  const seen = new Map(signals.flatMap((signal) => {
    const change = inPoints(signal);
    return signal.state === "DRIFTING" && change !== null ? [[signal.task, change] as const] : [];
  }));
  const drifting = [...new Set(signals.filter(({ state }) => state === "DRIFTING").map(({ task }) => task))];
  if (drifting.length === 0) return null;
  const tasks = await relatedTasks(graph, viewer, { tasks: drifting, asOf, most: mostTasks });
  const scores = await versionScores(graph, viewer, { tasks: tasks.map(({ task }) => task) }, asOf);
  return retestOrder(tasks.map((task) => ({ ...task, languages: task.languages ?? [] })), versionChanges(scores), seen, budget);
}

/** Turned so that below 0 is worse, with the variance of the mean since the change; null without bounds. */
function inPoints({ metric: { better, min, max }, change, effect, evidence: { baselinePoints } }: SignalState): { readonly change: number; readonly variance: number } | null {
  if (min === null || max === null || max <= min || change === null || better === "TARGET") return null;
  const points = (100 * change) / (max - min);
  const sd = effect === null || effect === 0 ? 0 : Math.abs(points / effect);
  return { change: better === "LOWER" ? -points : points, variance: (sd * sd) / Math.max(1, baselinePoints) + 1e-6 };
}
