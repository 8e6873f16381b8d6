import { few } from "../entity/edges.js";
import { enumeration } from "../entity/fields.js";

/** The documents and policies behind a task, policy, prompt or dataset version. */
export const basedOn = few("-BASED_ON->", ["DocumentVersion", "PolicyVersion"], "Documents and policies that it was written from.", { lineage: true });

export const PolicyAction = enumeration("PolicyAction", "Use of something that a policy or a review is about.", {
  RETRIEVE: "Finding it in a search.", PROMPT: "Putting it into a prompt.", TRAIN: "Training on it.",
  EVALUATE: "Evaluating it or with it.", DEPLOY: "Serving people with it.",
});

export type { Bound } from "./bounds.js";
export type { Facts } from "./constraint.js";
export type { Approval, Decision, Thing, Verdict } from "./decide.js";
export { decide, verdicts } from "./decide.js";
export type { Effective } from "./effective.js";
export { effectivePolicies } from "./effective.js";
export { EffectivePolicy } from "./effectivePolicy.js";
export type { DocumentsDecision, Intent, TaskDecision, TaskRule } from "./enforce.js";
export { decideDocuments, decideTask } from "./enforce.js";
export type { Action, Rule, Use } from "./rule.js";
