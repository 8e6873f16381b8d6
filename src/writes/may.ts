import { relationship } from "../entity/edges.js";
import { Problem } from "../entity/problem.js";
import type { Viewer } from "../graph/viewer.js";
import type { Change } from "./change.js";
import { called } from "./draft.js";

/** Which roles may do what; any other role only reads. What is no kind of its own here, and seen by one domain, is written by `write`. */
export const mayWrite = {
  write: ["analyst", "steward", "operator"],
  /** Kinds that every domain sees: metrics, terms, principals and the like. */
  shared: ["steward", "operator"],
  Grant: ["steward", "operator"],
  Review: ["steward", "operator"],
  retire: ["steward", "operator"],
  endEdges: ["steward", "operator"],
  merge: ["steward", "operator"],
  /** What a principal is, and which teams' grants it has. */
  membership: ["operator"],
} as const;
export type Act = keyof typeof mayWrite;

/** Refuses a command as a whole. @throws Problem FORBIDDEN with the roles held and needed. */
export function checkMay(viewer: Viewer, act: Act, command: string): void {
  const reason = whyNot(viewer, act, `\`${command}\``);
  if (reason) throw new Problem("FORBIDDEN", reason);
}

/** The sentence for a change that the viewer's roles don't allow; nothing for one that they do, or that changes nothing. */
export const whyNotChange = (viewer: Viewer, change: Change): string | undefined =>
  (change.kind === "unchanged" ? undefined : whyNot(viewer, actOf(change), called(change.target.label, change.target.key)));

function whyNot({ roles }: Viewer, act: Act, what: string): string | undefined {
  const needed: readonly string[] = mayWrite[act];
  if (roles.some((role) => needed.includes(role))) return undefined;
  const held = roles.filter((role) => !role.includes(":")).join(" and ") || "none";
  const part = act === "membership" ? " (its kind and its teams)" : "";
  return `${what}${part} needs the role ${needed.join(" or ")}, and you hold ${held}; ask someone who holds it.`;
}

function actOf({ target: { label, draft: { entity } }, set, newEdges, ended }: Change): Act {
  const joins = newEdges.some(({ edge }) => relationship(edge) === "MEMBER_OF") || ended.some(({ type }) => type === "MEMBER_OF");
  if (label === "Principal" && ("kind" in set || joins)) return "membership";
  if (label === "Grant" || label === "Review") return label;
  return entity.scope === "shared" ? "shared" : "write";
}
