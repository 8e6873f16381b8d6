import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { metricFor, type Named } from "./asked.js";
import { answering } from "./fits.js";
import { sdAfter, type Pair } from "./model.js";
import { perUnit, toPoints } from "./points.js";
import { placed, predictPlaced } from "./predictPairs.js";
import { ranked, type Ranked } from "./ranking.js";
import { reasonsFor } from "./reasons.js";
import { bestFirst, explained, facts, ofCell, type Transfer } from "./transfer.js";

export interface AskedRanking {
  readonly workspace: string;
  readonly task: Named;
  /** Ids; null for all that have any score of the family. */
  readonly candidates: readonly string[] | null;
  readonly metric: string | null;
  readonly interval: number;
  /** How many evaluations can be run next. */
  readonly budget: number;
  /** How many candidates are told. */
  readonly first: number;
}

/** So many that may be the best are looked at for the next evaluations: that of another would hardly change the choice. */
const mostEvaluated = 40;
/** Equal questions have equal answers. */
const seed = 1;

/** Candidates for a task, the best first; those to evaluate next are among them, however many are told. */
export async function rankModels(graph: Graph, viewer: Viewer, { workspace, task, candidates, metric: key, interval, budget, first }: AskedRanking): Promise<Transfer> {
  const metric = await metricFor(graph, viewer, { workspace, task, key });
  const found = await answering(graph, viewer, { workspace, family: metric.family });
  const { fit } = found;
  const subjects = candidates ?? fit.model.table.subjects.map(({ id }) => id!);
  const pairs = await placed(graph, viewer, fit, subjects.map((subject) => ({ task: task.id, metric, subject })));
  const cells = await predictPlaced(fit, pairs, interval);
  const known = [...cells.keys()].filter((at) => cells[at]!.mean !== null);
  const goodness = (at: number): number => {
    const points = cells[at]!.observed ?? cells[at]!.mean!;
    return metric.better === "TARGET" ? -Math.abs(points - toPoints(metric, metric.target ?? 0)) : points;
  };
  const hope = (at: number): number => goodness(at) + (cells[at]!.observed === null ? cells[at]!.sd ?? 0 : 0);
  const hopeful = new Set([...known].sort((a, b) => hope(b) - hope(a)).slice(0, mostEvaluated));
  const { best, next } = ranked(known.map((at): Ranked => {
    const { observed, sd } = cells[at]!;
    return { mean: goodness(at), ...(observed !== null ? { sd: 0, move: 0 } : hopeful.has(at) ? spreads(fit.model, pairs[at]!, sd) : { sd: sd ?? 0, move: 0 }) };
  }), budget, seed);
  const gains = new Map(next.map(({ at, gain }) => [known[at]!, gain / perUnit(metric)]));
  const chances = new Map(known.map((at, place) => [at, best[place]!]));
  const all = bestFirst(cells.map((cell, at) => ({
    ...ofCell(fit, metric, { interval, target: null }, cell, pairs[at]!), candidate: subjects[at]!, at, best: chances.get(at) ?? 0, gain: gains.get(at) ?? null,
  })), metric);
  const told = all.filter(({ gain }, rank) => rank < first || gain !== null);
  return { ...facts({ metric, answering: found }), interval, predictions: told.map(({ at, ...rest }) => explained(rest, () => reasonsFor(fit, metric, pairs[at]!))) };
}

/** Of the true score, and of what one evaluation on the task itself would change about what is expected. */
function spreads(model: Parameters<typeof sdAfter>[0], pair: Pair, sd: number | null): Pick<Ranked, "sd" | "move"> {
  const found = sdAfter(model, pair, [pair.column]);
  if (found === null) return { sd: sd ?? 0, move: sd ?? 0 };
  return { sd: found.now, move: Math.sqrt(Math.max(found.now ** 2 - found.after[0]! ** 2, 0)) };
}
