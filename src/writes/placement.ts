import { edgesOf } from "./content.js";
import { called } from "./draft.js";
import type { Links } from "./links.js";
import { reject, type Planning, type Target } from "./planning.js";
import { rankOf, wordOf } from "./storage.js";
import { sees, type Known } from "./stored.js";

/** Who sees a node. */
export interface Placement {
  readonly scope: string;
  /** Effective sensitivity, 0 to 3: the most of its own and of what it is part of. */
  readonly sensitivity: number;
  /** Sensitivity set on the node itself. */
  readonly own: number;
}

export const sharedScope = (workspace: string): string => `${workspace}/*`;
export const operatorScope = (workspace: string): string => `${workspace}/#operators`;
export const domainScope = (workspace: string, domain: string): string => `${workspace}/${domain}`;

/** What is part of something is as sensitive as that; what every viewer sees is public; all else stays within the organization. */
const defaultRank = (scope: unknown): number => (scope === "home" || scope === "self" ? rankOf("INTERNAL") : rankOf("PUBLIC"));

/** Places targets, parts after what they are part of. `linksOf` is undefined for those that were rejected. */
export function placements(planning: Planning, linksOf: (target: Target) => Links | undefined): (target: Target) => Placement {
  const placed = new Map<Target, Placement>();
  return of;

  function of(target: Target): Placement {
    const known = placed.get(target);
    if (known) return known;
    const placement = compute(target);
    placed.set(target, placement);
    return placement;
  }

  function compute(target: Target): Placement {
    const { draft: { entity, fields }, stored, key } = target;
    const { workspace } = planning.source;
    const { scope } = entity;
    const given = fields["sensitivity"] as string | null | undefined;
    const own = given ? rankOf(given) : given === undefined && stored ? Number(stored.properties["ownSensitivity"] ?? 0) : defaultRank(scope);
    if (typeof scope === "object") {
      const parents = endsOf(target, scope.partOf);
      const others = (scope.sensitiveAs ?? []).flatMap((name) => endsOf(target, name));
      return { scope: parents[0]?.scope ?? stored?.scope ?? operatorScope(workspace), own, sensitivity: Math.max(own, ...[...parents, ...others].map(({ sensitivity }) => sensitivity)) };
    }
    const home = scope === "home" ? (linksOf(target)?.["homeDomain"]?.[0]?.end.key ?? stored?.scope.slice(workspace.length + 1)) : undefined;
    const place = scope === "self" ? domainScope(workspace, key) : scope === "home" && home ? domainScope(workspace, home)
      : scope === "shared" ? sharedScope(workspace) : operatorScope(workspace);
    return { scope: place, own, sensitivity: own };
  }

  /** Where the ends of an edge are: as given, else as stored. */
  function endsOf(target: Target, name: string): readonly Pick<Known, "scope" | "sensitivity">[] {
    const links = linksOf(target)?.[name];
    if (links) return links.map(({ end }) => ("draft" in end ? of(end) : end));
    return target.stored ? edgesOf(planning.entities, target.draft.entity.edges[name]!, target.stored).map(({ to }) => {
      const moved = planning.byName.get(`${to.label}\n${to.key}`);
      return moved ? of(moved) : to;
    }) : [];
  }
}

/** Rejects what its own writer couldn't see afterwards. */
export function checkPlacement(planning: Planning, target: Target, placement: Placement, links: Links): void {
  const { source: { viewer, workspace }, trusted } = planning;
  const { draft, stored, label, key } = target;
  if (trusted || draft.item < 0) return;
  const name = called(label, key);
  if (placement.sensitivity > viewer.clearance)
    return reject(planning, draft, "FORBIDDEN", "sensitivity", `${name} would be ${wordOf(placement.sensitivity)}, and you are cleared for ${wordOf(viewer.clearance)}; write it less restricted, or ask for a clearance.`);
  if (sees(viewer, placement)) return;
  if (draft.entity.scope === "self" && !stored) {
    if (links["parent"]?.length) return;
    return reject(planning, draft, "FORBIDDEN", "parent", `${name} would be seen by others only; give a parent domain that you have a grant over.`);
  }
  const parent = planning.byName.get(`Domain\n${placement.scope.slice(workspace.length + 1)}`);
  if (parent && !parent.stored && parent.draft.item >= 0) return;
  reject(planning, draft, "FORBIDDEN", draft.entity.scope === "home" ? "homeDomain" : null,
    `${name} would be in ${placement.scope}, which you don't see; give a home domain that you have a grant over.`);
}
