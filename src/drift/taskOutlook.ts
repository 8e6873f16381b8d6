import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import type { Viewer } from "../graph/viewer.js";
import { seriesOfSignals, signalsNear } from "./drift.queries.js";
import { outlook, type Outlook, type State } from "./outlook.js";

export type Relation = "SELF" | "SUBTASK" | "PARENT" | "RELATED";

/** What has become of one signal; nodes by their ids, moments as ISO 8601. */
export interface SignalState extends Omit<Outlook, "changePoint" | "since"> {
  readonly signal: string;
  /** The task that it tells of. */
  readonly task: string;
  /** How that task stands to the one asked about. */
  readonly relation: Relation;
  /** What it watches: that task, a deployment that serves it, or the system version served. */
  readonly observed: string;
  readonly changePoint: string | null;
  readonly since: string | null;
  /** Where its figures come from; more than one where they differ. */
  readonly origins: readonly string[];
}

/** Points of a signal that are looked at: the newest; twenty years of weeks. */
export const mostPoints = 1000;
const urgency: readonly State[] = ["DRIFTING", "WATCH", "RECOVERED", "UNKNOWN", "STABLE"];
const nearness: readonly Relation[] = ["SELF", "SUBTASK", "PARENT", "RELATED"];

/** Every signal of a task (by id) and its neighbours, most urgent first, then nearest. Two statements. */
export async function taskOutlook(graph: Graph, viewer: Viewer, task: string, asOf: string): Promise<readonly SignalState[]> {
  const signals = await signalsNear(graph, viewer, { task, asOf });
  if (signals.length === 0) return [];
  const rows = await seriesOfSignals(graph, viewer, { signals: signals.map(({ signal }) => signal), most: mostPoints, asOf });
  const series = new Map(rows.map((row) => [row.signal, row]));
  const states = signals.map(({ signal, threshold, task: near, relation, observed, ...metric }): SignalState => {
    const { points, baselines } = series.get(signal)!;
    const { changePoint, since, ...rest } = outlook({ ...metric, points, baselines }, threshold, Date.parse(asOf));
    return {
      ...rest, signal, task: near, relation, observed, changePoint: changePoint === null ? null : isoOf(changePoint), since: since === null ? null : isoOf(since),
      origins: [...new Set(points.map(({ origin }) => origin))].sort(),
    };
  });
  return states.sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || nearness.indexOf(a.relation) - nearness.indexOf(b.relation));
}
