import { changeOf, type Change } from "./change.js";
import { grouped } from "../entity/grouped.js";
import { identify } from "./identify.js";
import { linksFrom, type Links } from "./links.js";
import { scopesOf, whyNotChange } from "./may.js";
import { checkPlacement, placements } from "./placement.js";
import { isRejected, reject, type Planning, type Target } from "./planning.js";
import { called } from "./draft.js";

/** From drafts to what a write does to each node; what can't be written is in the planning's errors. */
export async function plan(planning: Planning): Promise<readonly Change[]> {
  await identify(planning);
  const targets = [...new Set(planning.targets.values())];
  const linked = new Map<Target, Links>();
  for (const target of targets) {
    const links = linksFrom(planning, target);
    if (links) linked.set(target, links);
  }
  const linksOf = (target: Target): Links | undefined => linked.get(target);
  const placementOf = placements(planning, linksOf);
  const changes = targets.flatMap((target): readonly Change[] => {
    const links = linked.get(target);
    if (!links || isRejected(planning, target.draft)) return [];
    const placement = placementOf(target);
    checkPlacement(planning, target, placement, links);
    const change = changeOf(planning, target, links, placement);
    const forbidden = change && target.draft.item >= 0 ? whyNotChange(planning.source.viewer, change, scopesOf(planning, linksOf, change)) : undefined;
    if (forbidden) reject(planning, target.draft, "FORBIDDEN", null, forbidden);
    return change ? [change] : [];
  });
  refuseFollowers(planning, linked);
  return changes.filter(({ target }) => !isRejected(planning, target.draft));
}

/** Rejects items that refer to new nodes that can't be written, and those that refer to these. */
function refuseFollowers(planning: Planning, linked: ReadonlyMap<Target, Links>): void {
  if (planning.errors.size === 0) return;
  const toNew = [...linked].flatMap(([target, links]) => Object.values(links).flat().flatMap(({ link, end }) =>
    ("draft" in end && !end.stored && end.draft.item !== target.draft.item ? [{ target, link, end }] : [])));
  const followers = grouped(toNew, ({ end }) => end.draft.item);
  const fallen = [...planning.errors.keys()];
  for (const item of fallen)
    for (const { target, link, end } of followers.get(item) ?? []) {
      if (isRejected(planning, target.draft)) continue;
      reject(planning, target.draft, "BAD_INPUT", link.path, follows(end));
      fallen.push(target.draft.item);
    }
}

/** The sentence for an item that refers to one that can't be written. */
export const follows = ({ label, key }: Target): string => `${called(label, key)} is not written; correct it first.`;
