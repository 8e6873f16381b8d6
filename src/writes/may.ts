import { relationship } from "../entity/edges.js";
import { Problem } from "../entity/problem.js";
import { rolesOver, type Viewer } from "../graph/viewer.js";
import type { Change } from "./change.js";
import { called } from "./draft.js";
import type { Links } from "./links.js";
import { domainScope, sharedScope } from "./placement.js";
import { named, type Planning, type Target } from "./planning.js";

/** Which roles, held over the scope of what is written, may do what; any other role only reads. What is no kind of its own here, and seen by one domain, is written by `write`. */
export const mayWrite = {
  write: ["analyst", "steward", "operator"],
  /** Kinds that every domain sees: metrics, terms, principals and the like. Held over any domain of the workspace, as are operators' kinds. */
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

/** Refuses a command as a whole to who holds no role for it anywhere in the workspace. @throws Problem FORBIDDEN with the roles held and needed. */
export function checkMay(viewer: Viewer, act: Act, command: string, workspace: string): void {
  const reason = whyNotOver(viewer, act, `\`${command}\``, [sharedScope(workspace)]);
  if (reason) throw new Problem("FORBIDDEN", reason);
}

/** The sentence for a change that the viewer's roles over its scopes don't allow; nothing for one that they do, or that changes nothing. */
export const whyNotChange = (viewer: Viewer, change: Change, scopes: readonly string[]): string | undefined =>
  (change.kind === "unchanged" ? undefined : whyNotOver(viewer, actOf(change), called(change.target.label, change.target.key), scopes));

/** The sentence for what needs a role over each of some scopes, where one of them lacks it. */
export function whyNotOver(viewer: Viewer, act: Act, what: string, scopes: readonly string[]): string | undefined {
  const needed: readonly string[] = mayWrite[act];
  const lacking = scopes.find((scope) => !rolesOver(viewer, scope).some((role) => needed.includes(role)));
  if (lacking === undefined) return undefined;
  const held = rolesOver(viewer, lacking).filter((role) => !role.includes(":")).join(" and ") || "none";
  const part = act === "membership" ? " (its kind and its teams)" : "";
  return `${what}${part} needs the role ${needed.join(" or ")}, and you hold ${held} over ${lacking}; ask someone who holds it.`;
}

function actOf({ target: { label, draft: { entity } }, set, newEdges, ended }: Change): Act {
  const joins = newEdges.some(({ edge }) => relationship(edge) === "MEMBER_OF") || ended.some(({ type }) => type === "MEMBER_OF");
  if (label === "Principal" && ("kind" in set || joins)) return "membership";
  if (label === "Grant" || label === "Review") return label;
  return entity.scope === "shared" ? "shared" : "write";
}

/**
 * The scopes over which a change needs a role: where its node is, and where it comes to be. A grant counts as where its domain is,
 * a domain that is made or moved also as where its parent is.
 */
export function scopesOf(planning: Planning, linksOf: (target: Target) => Links | undefined, { target, placement, newEdges }: Change): readonly string[] {
  const { source: { workspace }, byName } = planning;
  const { label, stored, draft: { entity } } = target;
  const domains = (name: string): readonly string[] => (linksOf(target)?.[name] ?? []).map(({ end }) => domainScope(workspace, end.key));
  if (entity.scope === "roles") return (label === "Grant" ? domains("domain") : [sharedScope(workspace)]).map(standing);
  const parents = label === "Domain" && newEdges.some(({ edge }) => relationship(edge) === "SUBDOMAIN_OF") ? domains("parent") : [];
  return [...new Set([...(stored ? [stored.scope] : []), standing(placement.scope), ...parents.map(standing)])];

  /** Nobody holds anything yet over a domain that is only now made: what is held over the nearest one above it counts. */
  function standing(scope: string): string {
    const passed = new Set<string>();
    for (let at = scope; !passed.has(at);) {
      passed.add(at);
      const made = byName.get(named("Domain", at.slice(workspace.length + 1)));
      const parent = made && !made.stored ? linksOf(made)?.["parent"]?.[0]?.end : undefined;
      if (!parent) return at;
      at = domainScope(workspace, parent.key);
    }
    return scope;
  }
}
