import { Problem } from "../entity/problem.js";
import { compare, scored, type Comparison } from "../evaluations/offers.js";
import type { Located, NodeKey } from "../reads/locate.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import type { Check } from "./check.js";
import { checkFloor, floorsOf, metricOf } from "./floors.js";
import { kpisOf, requirementsOf } from "./gate.queries.js";
import { checkRegression } from "./regressions.js";

export interface GateAsked {
  readonly tasks: readonly Located[];
  /** A model or system version. */
  readonly candidate: Located;
  /** Null where there is none yet: then floors alone are looked at. */
  readonly baseline: { readonly id: string; readonly type: string; readonly key: string } | null;
  /** Key of the environment whose policies count. */
  readonly environment: string;
  /** Probability to fail a candidate that is no worse, over 0 and under 1. */
  readonly alpha: number;
  /** Whether what nothing was measured for doesn't hold the candidate up. */
  readonly allowUnmeasured: boolean;
}

export interface GateResult {
  readonly outcome: "PASS" | "FAIL" | "HOLD";
  readonly checks: readonly Check[];
  /** Id of the decision that was kept. */
  readonly decision: string;
}

/**
 * Holds a candidate against the floors of KPIs and of policies on deploying it, and against a baseline item by item, on each task's primary
 * metric and those that floors are on; keeps a Decision on what it found. Of what the viewer sees: run it as someone who sees the task's
 * policies. FAIL where a floor is missed or something got worse, HOLD where too little was measured to know, also where nothing at all is asked.
 */
export async function gate(context: LoadContext, asked: GateAsked): Promise<GateResult> {
  const { graph, viewer, workspace } = context;
  const { tasks, candidate, baseline, environment, alpha, allowUnmeasured } = asked;
  const ids = tasks.map(({ id }) => id);
  const [kpis, requirements] = await Promise.all([kpisOf(graph, viewer, { tasks: ids }), requirementsOf(graph, viewer, { workspace, environment, candidate: candidate.id, tasks: ids })]);
  const floors = floorsOf(kpis, requirements);
  const scores = await scored(graph, viewer, { subjects: [candidate.id], tasks: [...new Set([...ids, ...requirements.flatMap(({ versions }) => versions.map(({ task }) => task))])] });
  const all = baseline === null ? [] : await compare(graph, viewer, { baseline: baseline.id, candidate: candidate.id, tasks: ids, slices: [], metrics: [null, ...floors.map(metricOf)], alpha });
  const named = new Set(floors.map(metricOf));
  const comparisons = all.filter(({ paired, task }, at) => paired !== null || all.findIndex((each) => each.task === task) === at).map((each) => unlessOnlyJudged(each, named));
  const checks = [...floors.flatMap((floor) => checkFloor(floor, scores, tasks)), ...comparisons.map((comparison) => checkRegression(comparison, tasks))];
  const outcome = outcomeOf(checks, allowUnmeasured);
  const restricted = new Map([...scores, ...comparisons.flatMap(({ evaluations }) => evaluations)].map((row) => [row.evaluationKey, row.sensitivity]));
  const sensitivities = [...kpis, ...requirements].map(({ sensitivity }) => sensitivity).concat(checks.flatMap(({ evidence }) => evidence.map(({ evaluation }) => restricted.get(evaluation)!)));
  const decision = { type: "Decision", kind: "GATE", outcome, checks: { baseline: baseline && `${baseline.type}:${baseline.key}`, environment, alpha, checks }, sensitivity: words[Math.max(0, ...sensitivities)] };
  return { outcome, checks, decision: await kept(context, candidate, { ...decision, basedOn: basis(checks) }) };
}
/** A decision tells what its evidence says: it is as sensitive. */
const words = ["PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED"] as const;

/** A judge's verdicts hold nothing up by themselves: only where a KPI or a policy has a floor on their metric, or it is the task's primary one. */
function unlessOnlyJudged(comparison: Comparison, named: ReadonlySet<string>): Comparison {
  const { metric, evaluations } = comparison;
  if (metric === null || named.has(metric) || !evaluations.some(({ judge, primary }) => judge !== null && !primary)) return comparison;
  return { ...comparison, verdict: "UNKNOWN", p: null, paired: null, why: `Only a judge's verdicts are there, ${metric}, and nothing rests on those unless a KPI or a policy names that metric or the task has it as its primary one.` };
}

function outcomeOf(checks: readonly Check[], allowUnmeasured: boolean): GateResult["outcome"] {
  const results = checks.map(({ result }) => result);
  if (results.includes("FAIL")) return "FAIL";
  return results.includes("PASS") && (allowUnmeasured || !results.includes("UNKNOWN")) ? "PASS" : "HOLD";
}

/** What a decision is linked to: its policies, and its evaluations as far as a hundred links go; its checks name all. */
function basis(checks: readonly Check[]): readonly NodeKey[] {
  const policies = checks.flatMap(({ setBy }) => (setBy?.type === "PolicyVersion" ? [setBy.key] : [])).map((key) => ({ type: "PolicyVersion", key }));
  const evaluations = checks.flatMap(({ evidence }) => evidence.map(({ evaluation }) => ({ type: "Evaluation", key: evaluation })));
  return [...new Map([...policies, ...evaluations].map((each) => [`${each.type} ${each.key}`, each])).values()].slice(0, mostLinks);
}
const mostLinks = 100;

async function kept(context: LoadContext, { type, key }: NodeKey, decision: Item): Promise<string> {
  const { ids: [id], errors: [wrong] } = await load(context, [{ ...decision, subject: { type, key } }], { action: "gate", trusted: true });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return id!;
}
