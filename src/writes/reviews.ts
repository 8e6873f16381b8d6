import type { Transaction } from "../graph/database.js";
import { governed, reviewedNow, stateAfter, whyNotReview, type Given, type Refusal } from "./approval.js";
import type { Change } from "./change.js";
import { called } from "./draft.js";
import type { Deed, Occasion } from "./entries.js";
import { plain } from "./storage.js";

/** A review that decides on something: a new one, or one with another outcome or subject. */
export interface Decisive {
  /** The item that it comes from. */
  readonly item: number;
  readonly outcome: Given["outcome"];
  /** Whether it is of every use, and holds now: only then it moves a state. */
  readonly isWide: boolean;
  /** What is reviewed. */
  readonly label: string;
  readonly id: string;
  readonly key: string;
  readonly scope: string;
  readonly sensitivity: number;
  /** Id of the review. */
  readonly review: string;
}

/** What the occasion of a write says about reviews. */
export interface Reviewing extends Pick<Occasion, "workspace" | "principal" | "now"> {
  /** For the service itself and its seeds: what they bring in was reviewed elsewhere. */
  readonly trusted: boolean;
  /** Whether what is asked of prompts and demonstrations before a review was seen to. */
  readonly checked: boolean;
}

/** What becomes of evaluations and alerts, and of what a trusted source reviewed. An alert that is approved is a true one; rejected, it was none. */
const outcomes: Readonly<Record<Given["outcome"], { readonly version: string; readonly evaluation: string; readonly alert: string }>> = {
  APPROVE: { version: "APPROVED", evaluation: "VALID", alert: "ACKNOWLEDGED" },
  REJECT: { version: "RETIRED", evaluation: "INVALID", alert: "RESOLVED" },
  REQUEST_CHANGES: { version: "DRAFT", evaluation: "PROVISIONAL", alert: "ACKNOWLEDGED" },
};

/** The reviews among changes that decide. One of a single action or purpose, or one that is over, is none of every use. */
export const decisive = (changes: readonly Change[], now: string): readonly Decisive[] =>
  changes.flatMap(({ target, after, newEdges, placement: { scope, sensitivity } }): readonly Decisive[] => {
    const to = newEdges.find(({ edge }) => edge.arrow === "-REVIEWS->")?.to;
    if (target.label !== "Review" || (after["outcome"] === undefined && !to)) return [];
    const said = (name: string): unknown => (name in after ? after[name] : plain(target.draft.entity.fields[name]!, target.stored?.properties[name]));
    const until = said("validUntil") as string | null;
    const isWide = said("action") === null && said("purpose") === null && (until === null || until > now);
    const subject = to ?? target.stored?.edges.find(({ type }) => type === "REVIEWS")?.to;
    if (!subject) return [];
    const { label, id, key } = subject;
    return [{ item: target.draft.item, outcome: said("outcome") as Given["outcome"], isWide, label, id, key, scope, sensitivity, review: target.id }];
  });

/**
 * Sets the states that reviews move, and tells what was done, or which items are refused: then nothing of this transaction may stay.
 * An evaluation stays as it is where its reviewer is an agent, or recorded it. `kept` are the ids of what the same write gave a state.
 */
export async function moveStates(transaction: Transaction, occasion: Reviewing, reviews: readonly Decisive[], kept: ReadonlySet<string>): Promise<{ readonly deeds: readonly Deed[]; readonly refused: ReadonlyMap<number, Refusal> }> {
  const deeds: Deed[] = [];
  const refused = new Map<number, Refusal>();
  if (reviews.length > 0 && !occasion.trusted)
    await transaction.run("UNWIND $ids AS id MATCH (review:Review {id: id}) SET review.reviewer = $principal", { ids: reviews.map(({ review }) => review), principal: occasion.principal });
  for (const review of reviews) {
    const next = await stateOf(transaction, occasion, review);
    if (typeof next === "object") refused.set(review.item, next);
    else if (next !== undefined && review.isWide && !kept.has(review.id)) deeds.push(...await move(transaction, review, next));
  }
  return { deeds, refused };
}

/** The state that a review leads to, undefined where it leads to none, or why it can't be given. */
async function stateOf(transaction: Transaction, occasion: Reviewing, review: Decisive): Promise<string | Refusal | undefined> {
  const { label, key, outcome } = review;
  if (label === "Evaluation") return (await isIndependent(transaction, occasion, review)) ? outcomes[outcome].evaluation : undefined;
  if (label === "Alert") return outcomes[outcome].alert;
  if (occasion.trusted) return outcomes[outcome].version;
  if (governed.has(label) && !occasion.checked)
    return { code: "FORBIDDEN", message: `${called(label, key)} goes into prompts, and such is reviewed with reviewVersion, which runs its scenarios first; give the review there.` };
  const { workspace, principal: by, now } = occasion;
  const given: Given = { outcome, by, isAgent: await isAgent(transaction, workspace, by) };
  const reviewed = await reviewedNow(transaction, workspace, review, now);
  return whyNotReview(reviewed, given) ?? stateAfter(reviewed, given);
}

async function move(transaction: Transaction, { label, id, key, scope, sensitivity }: Decisive, state: string): Promise<readonly Deed[]> {
  const [row] = await transaction.run(
    `MATCH (n:${label} {id: $id}) WITH n, n.state AS before WHERE coalesce(before, '') <> $state SET n.state = $state, n.revision = coalesce(n.revision, 0) + 1 RETURN before`, { id, state });
  return row ? [{ id, label, key, scope, sensitivity, kind: "state-changed", before: { state: row.get("before") as string }, after: { state } }] : [];
}

async function isAgent(transaction: Transaction, workspace: string, principal: string): Promise<boolean> {
  if (principal.startsWith("agent/")) return true;
  const [row] = await transaction.run("MATCH (p:Principal {workspace: $workspace, key: $principal}) RETURN p.kind AS kind", { workspace, principal });
  return row?.get("kind") === "AGENT";
}

/**
 * Whether none of a review's reviewers is an agent, or took part in the evaluation or wrote it. Who wrote it stands in the audit
 * entry of the same moment. Whoever doesn't say who they are can't be told from another, and counts as independent.
 */
async function isIndependent(transaction: Transaction, { workspace, principal }: Pick<Occasion, "workspace" | "principal">, { id, key, review }: Decisive): Promise<boolean> {
  if (principal.startsWith("agent/")) return false;
  const [row] = await transaction.run(
    `MATCH (e:Evaluation {id: $id})
     RETURN COLLECT { MATCH (p:Principal {workspace: $workspace, key: $principal}) RETURN {key: p.key, kind: p.kind} }
       + COLLECT { MATCH (:Review {id: $review})-[:ASSOCIATED_WITH]->(p:Principal) RETURN {key: p.key, kind: p.kind} } AS reviewers,
       COLLECT { MATCH (e)-[:ASSOCIATED_WITH]->(p:Principal) RETURN p.key }
       + COLLECT { MATCH (a:AuditEntry {workspace: $workspace}) WHERE a.at = e.recordedAt AND (a.target = $target OR a.after CONTAINS $listed) RETURN a.principal } AS recorders`,
    { id, workspace, principal, review, target: called("Evaluation", key), listed: JSON.stringify(called("Evaluation", key)) },
  );
  const known = row!.get("reviewers") as readonly { readonly key: string; readonly kind: string }[];
  const recorders = new Set(row!.get("recorders") as readonly string[]);
  const acting = [principal, ...known.map((each) => each.key)].filter((each) => each !== unnamed);
  return !known.some(({ kind }) => kind === "AGENT") && !acting.some((each) => recorders.has(each));
}

/** Key under which all act who don't name themselves. */
const unnamed = "local-owner";
