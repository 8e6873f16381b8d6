import { digestOf } from "../entity/digest.js";
import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import { service, serviceWriter } from "../graph/viewer.js";
import { load, type Item } from "../writes/load.js";
import { alertMoves, type AlertMove } from "./alertMoves.js";
import { policiesOnFigure, seriesOfSignals, watchedRate, watchedSignals } from "./drift.queries.js";
import { falseAlarmShare } from "./falseAlarms.js";
import { leadItems } from "./leadItems.js";
import { meantBaselines } from "./meantBaselines.js";
import { outlook, type Outlook } from "./outlook.js";
import type { Watched } from "./series.js";
import { severityOf } from "./severity.js";
import { sliceMix } from "./sliceMix.js";
import { mostPoints } from "./taskOutlook.js";

type Signal = Awaited<ReturnType<typeof watchedSignals>>[number];

/** Under this name the audit has what raises alerts, so that those who follow it are told of nothing else. */
export const raising = "raiseAlerts";
const isNewAlert = ({ type, state }: Item): boolean => type === "Alert" && state === "OPEN";

/**
 * Looks at signals of a workspace (by id): raises, worsens and resolves their alerts, begins the baselines that begin by themselves and refreshes what they lead. Safe to
 * repeat, by any process. What it writes stands in the audit under the service's own name. Answers a sentence for each thing that couldn't be written.
 */
export async function watchSignals(graph: Graph, workspace: string, signals: readonly string[], now: string = new Date().toISOString()): Promise<readonly string[]> {
  const [rows, series, [rate]] = await Promise.all([
    watchedSignals(graph, service, { signals: [...signals], asOf: now }), seriesOfSignals(graph, service, { signals: [...signals], most: mostPoints, asOf: now }),
    watchedRate(graph, service, { workspace }),
  ]);
  const share = falseAlarmShare(rate!);
  const points = new Map(series.map((row) => [row.signal, row.points]));
  const items: (readonly Item[])[] = [];
  for (const row of rows) {
    items.push(await itemsOf(graph, row, points.get(row.signal)!, share, now));
    // A thousand points take a tenth of a second: requests go on between signals.
    await new Promise(setImmediate);
  }
  const context = { graph, workspace, principal: service.principal, viewer: serviceWriter };
  const all = [...items.flat(), ...await leadItems(graph, signals, now)];
  const [raised, rest] = [all.filter(isNewAlert), all.filter((item) => !isNewAlert(item))];
  const results = [await load(context, raised, { action: raising, trusted: true }), await load(context, rest, { action: "watchSignals", trusted: true })];
  return results.flatMap(({ errors }) => errors.map(({ message }) => message));
}

async function itemsOf(graph: Graph, signal: Signal, points: Watched["points"], share: number, now: string): Promise<readonly Item[]> {
  const { baselines, deployments, alerts, threshold } = signal;
  const found = outlook({ ...signal, points, baselines: baselines.map(({ from }) => from) }, threshold, Date.parse(now), share);
  const severity = severityOf({ ...signal, level: (found.evidence.baselineMean ?? 0) + (found.change ?? 0), change: found.change ?? 0, effect: found.effect, floors: signal.kpis.flatMap(({ floor, tracked }) => (tracked && floor !== null ? [floor] : [])) });
  const moves = alertMoves({ signal: signal.key, outlook: found, alerts, baselines: baselines.map(({ from }) => from), severity, from: points.length < mostPoints ? null : points[0]!.start });
  const from = Math.max(points[0]?.start ?? 0, ...baselines.map((each) => each.from));
  const items = await Promise.all(moves.map((move) => alertItems(graph, signal, found, move, { from, now })));
  return [
    ...items.flat(),
    ...meantBaselines(points, baselines, deployments, found).map(({ from, reason, deployment }): Item => ({
      type: "Baseline", signal: signal.key, from: isoOf(from), reason, ...(deployment !== null && { becauseOf: { type: "Deployment", key: deployment } }),
    })),
  ];
}

/** `from`: since when the signal is compared with itself, in epoch milliseconds. */
async function alertItems(graph: Graph, signal: Signal, { effect, change }: Outlook, move: AlertMove, { from, now: asOf }: { readonly from: number; readonly now: string }): Promise<readonly Item[]> {
  const { key } = move;
  if (move.kind === "RESOLVE") return resolving(key, move.why);
  const size = { severity: move.severity, size: effect, change };
  if (move.kind === "WORSEN") return [{ type: "Alert", key, ...size }];
  const [policies, mix] = await Promise.all([
    policiesOnFigure(graph, service, { tasks: signal.tasks.map(({ id }) => id), metric: signal.metric, asOf }),
    sliceMix(graph, service, signal.signal, { from, change: move.since, to: Date.parse(asOf) }),
  ]);
  const serving = signal.deployments.filter(({ from, to }) => from <= Date.parse(asOf) && (to === null || to > move.since));
  return [{
    type: "Alert", key, signal: signal.key, state: "OPEN", since: isoOf(move.since), ...size, ...(mix !== null && { mixChange: mix.mix.change, withinChange: mix.within.change }),
    affects: [
      ...[...new Set(signal.kpis.map((kpi) => kpi.key))].map((kpi) => ({ type: "Kpi", key: kpi })), ...signal.tasks.map((task) => ({ type: "Task", key: task.key })),
      ...serving.map((deployment) => ({ type: "Deployment", key: deployment.key })),
    ].slice(0, mostLinks),
    policyVersions: policies.slice(0, mostLinks).map(({ policy }) => policy),
  }];
}
const mostLinks = 100;

/** An alert that is over, and the review that says why: what people decide on alerts stands there too. */
const resolving = (key: string, why: string): readonly Item[] => [
  { type: "Alert", key, state: "RESOLVED" },
  { type: "Review", key: `review/${digestOf({ key, why })}`, outcome: "APPROVE", comment: why, reviewer: service.principal, subject: { type: "Alert", key } },
];
