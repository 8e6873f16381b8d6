import type { Constraint, Facts } from "./constraint.js";

export type Effect = "PERMIT" | "PROHIBIT" | "OBLIGE";
export type Action = "RETRIEVE" | "PROMPT" | "TRAIN" | "EVALUATE" | "DEPLOY";

/** A policy version that reaches something at a time: in effect then, not superseded, set on it or on what is above it. */
export interface Rule {
  readonly id: string;
  readonly effect: Effect;
  readonly action: Action;
  /** Null for any. */
  readonly purpose: string | null;
  readonly constraint: Constraint | null;
  /** Ids of the principals and tasks that it binds; null for everyone. */
  readonly assignees: readonly string[] | null;
  /** Whether its version is APPROVED; others decide nothing yet. */
  readonly approved: boolean;
}

/** A use that is asked about. */
export interface Use {
  readonly action: Action;
  /** Null where none was stated: then only rules for any purpose speak. */
  readonly purpose: string | null;
  /** Ids of who uses it, and for what: the principal and its teams, the task and those above it. */
  readonly assignees: ReadonlySet<string>;
  readonly facts: Facts;
}

/** Whether a rule is about a use, its constraint aside. */
export const speaksOf = (rule: Rule, { action, purpose, assignees }: Use): boolean =>
  rule.approved && rule.action === action && (rule.purpose === null || rule.purpose === purpose)
  && (rule.assignees === null || rule.assignees.some((each) => assignees.has(each)));
