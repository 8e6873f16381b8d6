import { instant } from "../graph/values.js";
import type { Transaction } from "../graph/database.js";
import type { ProblemCode } from "../entity/problem.js";
import { called, type Reference } from "./draft.js";

/** Kinds that go into prompts: their state moves from DRAFT by `submitForReview`, and from IN_REVIEW by `reviewVersion`. */
export const governed: ReadonlySet<string> = new Set(["PromptVersion", "Demonstration"]);

/** Approvals by different principals that something of a task of riskTier HIGH needs; all else needs one. */
const approvalsAtHighRisk = 2;

/** What the graph says of a version or a demonstration under its lock, a review that is just being given included. */
export interface Reviewed extends Reference {
  readonly state: string;
  /** Principals that wrote it. What a seed brings in was written by others. */
  readonly authors: readonly string[];
  /** Principals whose approvals since it was submitted hold. */
  readonly approvers: readonly string[];
  readonly isHighRisk: boolean;
  /** What it is composed of and isn't approved, as `Label:key`. */
  readonly unapproved: readonly string[];
}

export interface Given {
  readonly outcome: "APPROVE" | "REJECT" | "REQUEST_CHANGES";
  /** Key of the principal that gives it. */
  readonly by: string;
  readonly isAgent: boolean;
}

export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
}

/** Why a review can't be given; nothing where it can. */
export function whyNotReview(reviewed: Reviewed, { outcome, by, isAgent }: Given): Refusal | undefined {
  const { label, key, state, authors, unapproved } = reviewed;
  const what = called(label, key);
  const another = label === "Demonstration" ? "Write another under a key of its own" : "Write another version";
  const isGoverned = governed.has(label);
  if (isGoverned && state === "RETIRED") return { code: "CONFLICT", message: `${what} is RETIRED, which is final. ${another}.` };
  if (isGoverned && state === "APPROVED" && outcome !== "REJECT") return { code: "CONFLICT", message: `${what} is APPROVED and stays as it is. ${another}, or REJECT it to take it out of use.` };
  if (isGoverned && state === "DRAFT" && outcome !== "REJECT") return { code: "CONFLICT", message: `${what} is a DRAFT; what is IN_REVIEW is reviewed. Send it in with submitForReview first.` };
  if (outcome !== "APPROVE") return undefined;
  if (authors.includes(by)) return { code: "FORBIDDEN", message: `${what} was written by ${by}, and who wrote something can't approve it; ask another steward or operator.` };
  if (isGoverned && isAgent) return { code: "FORBIDDEN", message: `${by} is an agent, and what goes into prompts is approved by people; ask a steward or operator.` };
  if (isGoverned && unapproved.length > 0) return { code: "CONFLICT", message: `${what} is composed of ${unapproved.join(", ")}, not approved yet; have that approved first.` };
  return undefined;
}

/** The state that a review leads to. At high risk it stays IN_REVIEW until enough have approved. */
export function stateAfter({ label, state, approvers, isHighRisk }: Reviewed, { outcome }: Given): string {
  if (outcome !== "APPROVE") return outcome === "REJECT" ? "RETIRED" : "DRAFT";
  const needed = isHighRisk ? approvalsAtHighRisk : 1;
  return governed.has(label) && new Set(approvers).size < needed ? state : "APPROVED";
}

/** Locks what is reviewed and reads what decides. `listed` finds it among the many of one audit entry. */
export async function reviewedNow(transaction: Transaction, workspace: string, { label, id, key }: Reference & { readonly id: string }, now: string): Promise<Reviewed> {
  const what = called(label, key);
  const [row] = await transaction.run(`MATCH (n:${label} {id: $id}) SET n.revision = coalesce(n.revision, 0) WITH n RETURN n.state AS state, ${facts}`,
    { id, workspace, what, listed: JSON.stringify(what), now: instant(now) });
  const { state, authors, approvers, tiers, unapproved } = row!.toObject() as Pick<Reviewed, "state" | "authors" | "approvers" | "unapproved"> & { readonly tiers: readonly string[] };
  return { label, key, state, authors, approvers, unapproved, isHighRisk: tiers.includes("HIGH") };
}

/** Who wrote it stands in the audit entries of its moment; a task that has no tier has that of the nearest above it. */
const facts = `
  COLLECT { MATCH (entry:AuditEntry {workspace: $workspace}) WHERE entry.at = n.recordedAt AND entry.action <> 'seed' AND (entry.target = $what OR entry.after CONTAINS $listed) RETURN entry.principal } AS authors,
  COLLECT { MATCH (n)<-[:REVIEWS]-(review:Review {outcome: 'APPROVE'}) WHERE review.reviewer IS NOT NULL AND review.retiredAt IS NULL AND review.recordedAt >= coalesce(n.submittedAt, n.recordedAt)
    AND review.action IS NULL AND review.purpose IS NULL AND coalesce(review.validUntil > $now, true) RETURN DISTINCT review.reviewer } AS approvers,
  COLLECT { MATCH (n)-[:VERSION_OF*0..1]->()-[:FOR_TASK]->(task:Task) CALL (task) {
      MATCH way = (task)-[:SUBTASK_OF*0..32]->(above:Task) WHERE above.riskTier IS NOT NULL AND all(edge IN relationships(way) WHERE coalesce(edge.validFrom <= $now, true) AND coalesce(edge.validTo > $now, true))
      RETURN above.riskTier AS tier ORDER BY length(way) LIMIT 1 } RETURN tier } AS tiers,
  COLLECT { MATCH (n)-[:SHOWS|EMBEDS]->(part) WHERE part.state <> 'APPROVED' OR part.retiredAt IS NOT NULL RETURN labels(part)[0] + ':' + part.key ORDER BY part.key } AS unapproved`;
