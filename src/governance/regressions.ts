import type { Comparison } from "../evaluations/offers.js";
import type { Check, Gated } from "./check.js";

/** Items that got worse, kept with a decision. */
const mostItems = 20;

/** A paired comparison as a check: only what is worse, beyond what chance would do, fails it. */
export function checkRegression({ task, metric, slice, verdict, why, p, paired, evaluations }: Comparison, tasks: readonly Gated[]): Check {
  const key = tasks.find(({ id }) => id === task)!.key;
  const asked = { kind: "REGRESSION", name: `no regression on ${key}`, setBy: null, task: key, metric, slice, operator: "NOT_WORSE" } as const;
  if (paired === null || p === null) return { ...asked, result: "UNKNOWN", bound: null, value: null, evidence: [], note: why };
  const { n, clusters, baseline, candidate, difference, low, high, regressed } = paired;
  return {
    ...asked, result: verdict === "WORSE" ? "FAIL" : "PASS", bound: baseline, value: candidate, note: why,
    evidence: evaluations.map(({ evaluationKey: evaluation, value, n: items, stdErr, origin }) => ({ evaluation, value, n: items, stdErr, origin })),
    paired: { n, clusters, difference, low, high, p, verdict, regressed: regressed.slice(0, mostItems) },
  };
}
