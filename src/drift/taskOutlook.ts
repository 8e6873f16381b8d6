import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import { service, type Viewer } from "../graph/viewer.js";
import { seriesOfSignals, signalsNear, signalsOf, watchedRate, type NearSignal } from "./drift.queries.js";
import { expectedPerWeek, falseAlarmShare } from "./falseAlarms.js";
import { forecastOf, type ForecastPoint } from "./forecastOf.js";
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
  /** Of the points ahead that were asked for; none where there are too few to tell. */
  readonly forecast: readonly ForecastPoint[];
  /** Bounds and direction of its metric. */
  readonly metric: Pick<NearSignal, "better" | "min" | "max">;
}

/** What an outlook is for: a task, a deployment or a model version, by id. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

export interface SubjectOutlook {
  readonly signals: readonly SignalState[];
  /** Share of 100-point stretches in control that may alarm, and false alarms to expect in a week over the whole workspace. */
  readonly falseAlarmShare: number;
  readonly falseAlarmsPerWeek: number;
}

/** Points of a signal that are looked at: the newest; twenty years of weeks. */
export const mostPoints = 1000;
const urgency: readonly State[] = ["DRIFTING", "WATCH", "RECOVERED", "UNKNOWN", "STABLE"];
const nearness: readonly Relation[] = ["SELF", "SUBTASK", "PARENT", "RELATED"];

/**
 * Every signal of a task and its neighbours, or of what a deployment or a model version serves, most urgent first, then nearest. Three statements. `horizon`: points to
 * forecast. How much is watched is counted with the service's own eyes, so that everybody's answer, and the alerts, are by one limit.
 */
export async function subjectOutlook(graph: Graph, viewer: Viewer, workspace: string, { type, id }: Subject, asOf: string, horizon: number): Promise<SubjectOutlook> {
  const [signals, [rate]] = await Promise.all([
    type === "Task" ? signalsNear(graph, viewer, { task: id, asOf }) : signalsOf(graph, viewer, { of: id, asOf }), watchedRate(graph, service, { workspace }),
  ]);
  const share = falseAlarmShare(rate!);
  const facts = { falseAlarmShare: share, falseAlarmsPerWeek: expectedPerWeek(rate!, share) };
  if (signals.length === 0) return { signals: [], ...facts };
  const rows = await seriesOfSignals(graph, viewer, { signals: signals.map(({ signal }) => signal), most: mostPoints, asOf });
  const series = new Map(rows.map((row) => [row.signal, row]));
  const states: SignalState[] = [];
  for (const { signal, threshold, task: near, relation, observed, ...metric } of signals) {
    const { points, baselines } = series.get(signal)!;
    const watched = { ...metric, points, baselines };
    const { changePoint, since, ...rest } = outlook(watched, threshold, Date.parse(asOf), share);
    states.push({
      ...rest, signal, task: near, relation, observed, metric, changePoint: changePoint === null ? null : isoOf(changePoint), since: since === null ? null : isoOf(since),
      origins: [...new Set(points.map(({ origin }) => origin))].sort(), forecast: horizon === 0 ? [] : forecastOf(watched, Date.parse(asOf), horizon, rest.evidence.season),
    });
    // Signals of many points take a good part of a second each: other requests go on between them.
    await new Promise(setImmediate);
  }
  return { signals: states.sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || nearness.indexOf(a.relation) - nearness.indexOf(b.relation)), ...facts };
}
