import { relationship } from "../entity/edges.js";
import { digestOf } from "../entity/digest.js";
import type { Change } from "./change.js";
import { plainProperties } from "./content.js";
import { called, type Reference } from "./draft.js";
import type { Deed } from "./entries.js";
import { sharedScope, type Placement } from "./placement.js";
import type { Target } from "./planning.js";
import type { Known } from "./stored.js";

/** What changes did, for the audit. `written` tells where new nodes of earlier batches are. */
export function deedsOf(changes: readonly Change[], written: ReadonlyMap<string, Placement>, workspace: string): readonly Deed[] {
  const own = new Map(changes.map(({ target, placement }) => [target.id, placement]));
  const placeOf = (end: Target | Known): Place | undefined => own.get(end.id) ?? written.get(end.id) ?? ("draft" in end ? end.stored : end);
  return changes.map((change) => deedOf(change, placeOf, workspace));
}

type Place = Pick<Known, "scope" | "sensitivity">;

function deedOf({ target: { id, label, key }, kind, placement, before, after, newEdges, ended, removed }: Change, placeOf: (end: Target | Known) => Place | undefined, workspace: string): Deed {
  const gone = [...ended, ...removed].map(({ type, to }) => `${type} ${endOfEntry(to, placeOf(to), placement, workspace)}`);
  const fresh = newEdges.map(({ edge, to, properties }) => [relationship(edge), endOfEntry(to, placeOf(to), placement, workspace), plainProperties(edge, properties)]);
  const { scope, sensitivity } = placement;
  return {
    id, label, key, scope, sensitivity, kind: kind === "created" ? "created" : "updated",
    before: gone.length > 0 ? { ...before, edges: gone } : before,
    after: fresh.length > 0 ? { ...after, edges: fresh } : after,
  };
}

/**
 * How an entry names the end of an edge of what it is about: as `Label:key` where whoever reads the entry may see that end, else
 * by the digest of that, since an entry is read by all who see what it is about.
 */
export function endOfEntry({ label, key }: Reference, end: Place | undefined, about: Place, workspace: string): string {
  const name = called(label, key);
  return end && (end.scope === about.scope || end.scope === sharedScope(workspace)) && end.sensitivity <= about.sensitivity ? name : digestOf(name);
}
