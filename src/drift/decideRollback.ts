import { Problem } from "../entity/problem.js";
import type { Located } from "../reads/locate.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import { rollbackFacts, seriesOfSignals, signalsOf, watchedRate, watchedSignals } from "./drift.queries.js";
import { falseAlarmShare } from "./falseAlarms.js";
import { outlook } from "./outlook.js";
import type { Advice } from "./rollback.js";
import { rollbackPlan, signalAdvice, type RollbackPlan, type SignalAdvice } from "./rollbackPlan.js";
import { service } from "../graph/viewer.js";
import { mostPoints } from "./taskOutlook.js";

export interface RollbackDecision extends RollbackPlan {
  /** Id of the decision that was kept. */
  readonly decision: string;
  /** Id of the version to go back to. */
  readonly targetId: string | null;
}

/** Evaluations that a decision is linked to, and links of a kind at most. */
const mostEvaluations = 20;
const mostLinks = 100;
const outcomes = { ROLL_BACK: "PASS", DISABLE: "PASS", KEEP: "FAIL", WAIT: "HOLD" } as const;

/**
 * Decides whether a deployment is to be rolled back, of what the viewer sees, and keeps a Decision with what each signal says, so that the next one can stay by it while
 * the probability is in between. Nothing is served otherwise for it: whoever deploys does that.
 */
export async function decideRollback(context: LoadContext, deployment: Located, now: string = new Date().toISOString()): Promise<RollbackDecision> {
  const { graph, viewer, workspace } = context;
  const [[facts], near, [rate]] = await Promise.all([
    rollbackFacts(graph, viewer, { deployment: deployment.id, mostEvaluations }), signalsOf(graph, viewer, { of: deployment.id, asOf: now }), watchedRate(graph, service, { workspace }),
  ]);
  if (!facts) throw new Problem("NOT_FOUND", `Deployment:${deployment.key} serves no system version that you can see; ask someone who sees it.`);
  const ids = near.map(({ signal }) => signal);
  const [rows, series] = await Promise.all([watchedSignals(graph, viewer, { signals: ids, asOf: now }), seriesOfSignals(graph, viewer, { signals: ids, most: mostPoints, asOf: now })]);
  const before = lastAdvice(facts.before[0]?.checks);
  const signals = rows.map((row): SignalAdvice => {
    const { points, baselines } = series.find(({ signal }) => signal === row.signal)!;
    const watched = { ...row, points, baselines };
    return signalAdvice({ ...watched, outlook: outlook(watched, row.threshold, Date.parse(now), falseAlarmShare(rate!)) }, facts.from, Date.parse(now), before.get(row.key) ?? null);
  });
  const plan = rollbackPlan(signals, facts.older, facts.alerts.length);
  const decision: Item = {
    type: "Decision", kind: "ROLLBACK", outcome: outcomes[plan.action], subject: { type: "Deployment", key: deployment.key },
    checks: { ...plan, suspect: facts.suspect, at: now, before: facts.before[0]?.key ?? null, signals },
    basedOn: [
      ...facts.alerts.map(({ key }) => ({ type: "Alert", key })), ...facts.policies.map((key) => ({ type: "PolicyVersion", key })), ...facts.evaluations.map((key) => ({ type: "Evaluation", key })),
    ].slice(0, mostLinks),
  };
  const { ids: [id], errors: [wrong] } = await load(context, [decision], { action: "decideRollback", trusted: true });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return { ...plan, decision: id!, targetId: facts.older.find(({ key }) => key === plan.target)?.id ?? null };
}

/** What each signal said at the last decision, by its key. */
function lastAdvice(checks: string | null | undefined): ReadonlyMap<string, Advice> {
  const { signals = [] } = checks == null ? {} : (JSON.parse(checks) as { readonly signals?: readonly Pick<SignalAdvice, "signal" | "advice">[] });
  return new Map(signals.map(({ signal, advice }) => [signal, advice]));
}
