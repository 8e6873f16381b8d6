import { entities as catalogue } from "../catalogue.js";
import { isOutgoing } from "../entity/edges.js";
import { normalKey } from "../entity/keys.js";
import type { Change } from "./change.js";
import { edgesOf } from "./content.js";
import { called, type Draft, type ItemError, type Reference } from "./draft.js";
import { gatherStored } from "./gather.js";
import { grouped } from "../entity/grouped.js";
import { checkWorkspace, result, type LoadContext, type LoadResult, type Outcome } from "./load.js";
import { checkMay, whyNotChange, whyNotOver } from "./may.js";
import { place } from "./place.js";
import { missing, named, newPlanning, reject, type Planning } from "./planning.js";
import { isoOf } from "./storage.js";
import { sees, type Known, type StoredEdge } from "./stored.js";
import { write } from "./write.js";

/** An edge to end, by its two ends and the name of its field, such as `domains`. */
export interface EdgeEnd {
  readonly from: Reference;
  readonly edge: string;
  readonly to: Reference;
}

const { entities } = catalogue;
const action = "endEdges";

/** Ends edges from now on; they stay for `asOf`. An edge that can't end, or that doesn't hold, is reported. `ids` are those of the nodes that they come from. */
export async function endEdges(context: LoadContext, given: readonly EdgeEnd[]): Promise<LoadResult> {
  checkWorkspace(context.workspace);
  checkMay(context.viewer, "endEdges", action, context.workspace);
  const { graph, workspace, viewer, principal, request } = context;
  const now = new Date().toISOString();
  const errors: ItemError[] = [];
  const fail = (index: number, path: string, message: string): void => void errors.push({ index, key: given[index]!.from.key, path, code: "BAD_INPUT", message });
  const able = given.map((end, index) => ({ ...end, index })).filter(({ from, edge: name, index }) => {
    const edge = entities.get(from.label)?.edges[name];
    if (edge && isOutgoing(edge) && edge.options.ends) return true;
    const endable = Object.entries(entities.get(from.label)?.edges ?? {}).filter(([, each]) => isOutgoing(each) && each.options.ends).map(([each]) => each).join(", ");
    fail(index, "edge", `\`${name}\` of ${from.label} can't be ended; ${endable ? `what can is ${endable}` : "give a kind that has edges which can end"}.`);
    return false;
  });
  const drafts = [...grouped(able, ({ from }) => named(from.label, from.key)).values()].map((own) => draftOf(own));
  const source = { graph, workspace, viewer, action };
  const known = new Map<string, Known>();
  const stored = await gatherStored({ source, known }, drafts.map((draft) => ({ draft, key: draft.key! })));
  const planning = newPlanning({ source, entities, trusted: false, now, drafts }, { known, stored, versions: new Map(), revisions: new Map() }, () => { throw new Error("Nothing is at home here."); });
  const outcomes = new Map<number, Outcome>();
  const changes: Change[] = [];
  for (const draft of drafts) {
    const own = able.filter(({ from }) => named(from.label, from.key) === named(draft.entity.label, draft.key!));
    const before = stored.get(named(draft.entity.label, draft.key!));
    if (before) place(planning, draft, draft.key!, before);
    else own.forEach(({ index, from }) => fail(index, "from", missing(from)));
    const target = planning.targets.get(draft);
    if (!target || !before) continue;
    const ended = own.flatMap(({ index, edge, to }) => {
      const found = holding(planning, edgesOf(entities, draft.entity.edges[edge]!, before), to);
      const isHome = edge === "domains" && before.edges.some((each) => each.type === "HOME_DOMAIN" && each.to.id === found[0]?.to.id);
      if (found.length === 0) fail(index, "to", `No \`${edge}\` leads from ${called(target.label, target.key)} to ${called(to.label, to.key)} now; nothing is to end.`);
      else if (isHome) fail(index, "to", `${to.key} is the home domain of ${called(target.label, target.key)}; give it another home first.`);
      else outcomes.set(index, { id: target.id, kind: "updated" });
      return isHome ? [] : found;
    });
    const { scope, sensitivity, properties } = before;
    const placement = { scope, sensitivity, own: Number(properties["ownSensitivity"] ?? 0) };
    if (ended.length === 0) continue;
    const change: Change = { target, kind: "updated", placement, set: {}, before: {}, after: {}, newEdges: [], ended, removed: [], placedBy: [] };
    const forbidden = whyNotOver(viewer, "endEdges", called(target.label, target.key), [scope]) ?? whyNotChange(viewer, change, [scope]);
    if (forbidden) reject(planning, draft, "FORBIDDEN", null, forbidden);
    else changes.push(change);
  }
  const { errors: failed, stale } = await write({ graph, again: true, progress: () => {}, occasion: { workspace, principal, action, request, now, entities, viewer, keepStates: new Set(), revisions: new Map(), trusted: false, checked: false } }, changes);
  for (const item of stale) failed.has(item) || errors.push({ index: item, key: given[item]!.from.key, path: null, code: "CONFLICT", message: "It was changed by someone else at the same time; send it again." });
  const all = [...errors, ...planning.errors.values(), ...failed.values()];
  return result(given.length, outcomes, new Map(all.map((error) => [error.index, error])), all);
}

const draftOf = (own: readonly (EdgeEnd & { readonly index: number })[]): Draft => ({
  item: own[0]!.index, entity: entities.get(own[0]!.from.label)!, key: normalKey(own[0]!.from.key), fields: {}, path: "",
  links: Object.fromEntries(own.map(({ edge }) => [edge, []])),
});

/** Those of a field's edges that hold now and lead there, if the viewer sees where. */
const holding = ({ now, source }: Planning, edges: readonly StoredEdge[], { label, key }: Reference): readonly StoredEdge[] =>
  edges.filter(({ to, properties }) => to.label === label && to.key === normalKey(key) && sees(source.viewer, to) && (properties["validTo"] == null || isoOf(properties["validTo"]) > now));
