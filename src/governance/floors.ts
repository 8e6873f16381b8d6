import { goodness, type ScoredRow } from "../evaluations/offers.js";
import type { Check, Gated } from "./check.js";
import { kpisOf, requirementsOf } from "./gate.queries.js";

type Kpi = Awaited<ReturnType<typeof kpisOf>>[number];
type Requirement = Awaited<ReturnType<typeof requirementsOf>>[number];

/** A floor: who set it, and where it is looked for. */
export type Floor =
  | { readonly of: "Kpi"; readonly kpi: Kpi }
  | { readonly of: "PolicyVersion"; readonly requirement: Requirement; readonly slice: string | null; readonly version: Requirement["versions"][number] | null };

/** A requirement holds on each of its slices and each of its task versions. */
export function floorsOf(kpis: readonly Kpi[], requirements: readonly Requirement[]): readonly Floor[] {
  const orNone = <T>(list: readonly T[]): readonly (T | null)[] => (list.length > 0 ? list : [null]);
  return [
    ...kpis.map((kpi): Floor => ({ of: "Kpi", kpi })),
    ...requirements.flatMap((requirement) => orNone(requirement.versions).flatMap((version) => orNone(requirement.slices).map((slice): Floor => ({ of: "PolicyVersion", requirement, slice, version })))),
  ];
}

export const metricOf = (floor: Floor): string => (floor.of === "Kpi" ? floor.kpi.metric : floor.requirement.metric);

/** A floor held against the candidate's newest valid score: on all cases of the task for a KPI, where a policy says for its own. */
export function checkFloor(floor: Floor, scores: readonly ScoredRow[], tasks: readonly Gated[]): readonly Check[] {
  if (floor.of === "Kpi") {
    const { kpi } = floor;
    const { floor: bound, metric, better } = kpi;
    const evidence = newest(scores, ({ task, metric: own, slice }) => task === kpi.task && own === metric && slice === null);
    const operator = better === "HIGHER" ? "AT_LEAST" : better === "LOWER" ? "AT_MOST" : "AS_NEAR_AS";
    return [held({ name: `KPI ${kpi.kpi}`, setBy: { type: "Kpi", key: kpi.kpi }, task: keyOf(tasks, kpi.task), metric, slice: null, operator, bound }, evidence, (value) => goodness(value, kpi) >= goodness(bound, kpi))];
  }
  const { requirement: { policy, check, metric, bound, operator }, slice, version } = floor;
  const asked = operator ?? "AT_LEAST";
  return (version === null ? tasks.map(({ id }) => id) : [version.task]).map((task) => held(
    { name: `${policy}: ${check}`, setBy: { type: "PolicyVersion", key: policy }, task: version?.key ?? keyOf(tasks, task), metric, slice, operator: asked, bound },
    newest(scores, (row) => row.task === task && row.metric === metric && row.slice === slice && (version === null || row.version === version.key)),
    (value) => (asked === "AT_LEAST" ? value >= bound : asked === "AT_MOST" ? value <= bound : value === bound),
  ));
}

const keyOf = (tasks: readonly Gated[], task: string): string => tasks.find(({ id }) => id === task)!.key;

const newest = (scores: readonly ScoredRow[], isMeant: (row: ScoredRow) => boolean): ScoredRow | undefined => scores.filter(isMeant).sort((a, b) => b.at - a.at)[0];

function held(asked: Pick<Check, "name" | "setBy" | "task" | "metric" | "slice" | "operator" | "bound">, evidence: ScoredRow | undefined, isHeld: (value: number) => boolean): Check {
  if (!evidence) return { ...asked, kind: "FLOOR", result: "UNKNOWN", value: null, evidence: [], note: "The candidate has no valid score of it; record an evaluation with one." };
  const { value, n, stdErr, evaluationKey, origin } = evidence;
  return { ...asked, kind: "FLOOR", result: isHeld(value) ? "PASS" : "FAIL", value, evidence: [{ evaluation: evaluationKey, value, n, stdErr, origin }], note: null };
}
