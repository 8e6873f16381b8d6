import type { Transaction } from "../graph/database.js";
import type { Change } from "./change.js";
import { called } from "./draft.js";
import type { Deed, Occasion } from "./entries.js";
import { plain } from "./storage.js";

/** A state that a review moves something to. */
export interface StateMove {
  readonly label: string;
  readonly id: string;
  readonly key: string;
  readonly scope: string;
  readonly sensitivity: number;
  readonly state: string;
  /** Id of the review. */
  readonly review: string;
}

/** What becomes of what is reviewed. An alert that is approved is a true one; rejected, it was none. */
const outcomes: Readonly<Record<string, { readonly version: string; readonly evaluation: string; readonly alert: string }>> = {
  APPROVE: { version: "APPROVED", evaluation: "VALID", alert: "ACKNOWLEDGED" },
  REJECT: { version: "RETIRED", evaluation: "INVALID", alert: "RESOLVED" },
  REQUEST_CHANGES: { version: "DRAFT", evaluation: "PROVISIONAL", alert: "ACKNOWLEDGED" },
};

/**
 * The states that new reviews, and reviews with another outcome, move. One of a single action or purpose, or one that is over,
 * leaves the state: only what holds for every use, and holds now, decides on it. `kept` are the ids of what the same write gave
 * a state.
 */
export function stateMoves(changes: readonly Change[], kept: ReadonlySet<string>, now: string): readonly StateMove[] {
  return changes.flatMap(({ target, after, newEdges, placement }): readonly StateMove[] => {
    if (target.label !== "Review" || after["outcome"] === undefined) return [];
    const said = (name: string): unknown => (name in after ? after[name] : plain(target.draft.entity.fields[name]!, target.stored?.properties[name]));
    const until = said("validUntil") as string | null;
    const isWide = said("action") === null && said("purpose") === null && (until === null || until > now);
    const subject = newEdges.find(({ edge }) => edge.arrow === "-REVIEWS->")?.to ?? target.stored?.edges.find(({ type }) => type === "REVIEWS")?.to;
    if (!subject || kept.has(subject.id) || !isWide) return [];
    const states = outcomes[after["outcome"] as string]!;
    const state = subject.label === "Evaluation" ? states.evaluation : subject.label === "Alert" ? states.alert : states.version;
    const { label, id, key } = subject;
    return [{ label, id, key, scope: placement.scope, sensitivity: placement.sensitivity, state, review: target.id }];
  });
}

/** Sets the states, and tells what was done. An evaluation stays as it is where its reviewer is an agent, or recorded it. */
export async function moveStates(transaction: Transaction, occasion: Pick<Occasion, "workspace" | "principal">, moves: readonly StateMove[]): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const move of moves) {
    const { label, id, key, scope, sensitivity, state } = move;
    if (label === "Evaluation" && !(await isIndependent(transaction, occasion, move))) continue;
    const [row] = await transaction.run(`MATCH (n:${label} {id: $id}) WITH n, n.state AS before SET n.state = $state, n.revision = coalesce(n.revision, 0) + 1 RETURN before`, { id, state });
    const before = row?.get("before") as string | undefined;
    if (before !== state) deeds.push({ id, label, key, scope, sensitivity, kind: "state-changed", before: { state: before }, after: { state } });
  }
  return deeds;
}

/**
 * Whether none of a review's reviewers is an agent, or took part in the evaluation or wrote it. Who wrote it stands in the audit
 * entry of the same moment. Whoever doesn't say who they are can't be told from another, and counts as independent.
 */
async function isIndependent(transaction: Transaction, { workspace, principal }: Pick<Occasion, "workspace" | "principal">, { id, key, review }: StateMove): Promise<boolean> {
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
