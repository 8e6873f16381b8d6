import type { NodeKey } from "../reads/locate.js";

/** A task that a gate is for. */
export interface Gated {
  readonly id: string;
  readonly key: string;
}

/** One thing that a gate looked at, as it is kept with the decision. */
export interface Check {
  /** FLOOR: a value against a bound. REGRESSION: the candidate against the baseline, item by item. */
  readonly kind: "FLOOR" | "REGRESSION";
  readonly name: string;
  readonly result: "PASS" | "FAIL" | "UNKNOWN";
  /** Who set the bound; null for a regression. */
  readonly setBy: NodeKey | null;
  /** Key of the task, or of the task version where the bound names one. */
  readonly task: string;
  readonly metric: string | null;
  readonly slice: string | null;
  readonly operator: "AT_LEAST" | "AT_MOST" | "EQUAL" | "AS_NEAR_AS" | "NOT_WORSE";
  /** In the metric's unit; of a regression, the baseline's mean on the shared items. */
  readonly bound: number | null;
  /** The candidate's, likewise. */
  readonly value: number | null;
  readonly evidence: readonly Evidence[];
  /** Of a regression: difference, interval, corrected p, and the items that got worse. */
  readonly paired?: { readonly n: number; readonly clusters: number; readonly difference: number; readonly low: number; readonly high: number; readonly p: number; readonly verdict: string; readonly regressed: readonly string[] };
  readonly note: string | null;
}

/** An evaluation that a check rests on. */
export interface Evidence {
  readonly evaluation: string;
  readonly value: number;
  readonly n: number | null;
  readonly stdErr: number | null;
  readonly origin: string;
}
