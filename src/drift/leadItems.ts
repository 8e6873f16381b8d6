import type { Graph } from "../graph/database.js";
import { service } from "../graph/viewer.js";
import type { Item } from "../writes/load.js";
import { leadCandidates, seriesOfSignals } from "./drift.queries.js";
import { leadMoves, sideBySide, tested, type Tested } from "./leadMoves.js";

/** KPIs that are tried for a signal, and the newest points that they are tried on: a backtest refits at each of them. */
const mostCandidates = 20;
const mostPoints = 150;

/**
 * What is to be written of the KPIs that signals (by id) lead, by the service's own measurements of both: a lead is kept while forecasts with the signal are better than
 * the KPI's own history, and ended when they no longer are. What others declare stays as they say it. Nothing where nothing changes.
 */
export async function leadItems(graph: Graph, signals: readonly string[], now: string): Promise<readonly Item[]> {
  const rows = await leadCandidates(graph, service, { signals: [...signals], asOf: now, most: mostCandidates });
  const wanted = new Set(rows.flatMap(({ signal, candidates }) => (candidates.length > 0 ? [signal, ...candidates.map(({ tracker }) => tracker)] : [])));
  if (wanted.size === 0) return [];
  const series = new Map((await seriesOfSignals(graph, service, { signals: [...wanted], most: mostPoints, asOf: now })).map((row) => [row.signal, row.points]));
  return rows.flatMap(({ signal, key, candidates, leads }): readonly Item[] => {
    const trials = candidates.flatMap(({ kpi, tracker }): readonly Tested[] => {
      const both = sideBySide(series.get(signal) ?? [], series.get(tracker) ?? []);
      return both === null ? [] : [{ kpi, ...tested(both) }];
    });
    const next = leadMoves(leads, trials);
    return next === null ? [] : [{ type: "Signal", key, leads: next.map(({ kpi, ...lead }) => ({ key: kpi, ...lead })) }];
  });
}
