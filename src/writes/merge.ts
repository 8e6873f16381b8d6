import { entities as catalogue } from "../catalogue.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Row, Transaction } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import { endOfEntry } from "./deeds.js";
import { called } from "./draft.js";
import { writeEntries, type DeedKind } from "./entries.js";
import { grouped } from "../entity/grouped.js";
import { checkWorkspace, type LoadContext } from "./load.js";
import { checkMay, whyNotOver } from "./may.js";
import { moveParts } from "./parts.js";
import { missing } from "./planning.js";
import { createEdges, lockNodes, removeEdges, type EdgeRow } from "./statements.js";
import { readStored, sees, type Stored } from "./stored.js";

const { entities } = catalogue;

/** Edges that tell where a node itself is; they stay with it. */
const staying = ["HOME_DOMAIN"];

/** The ids of both nodes of a merge: the one left behind, and the one that stays. */
export interface Merged {
  readonly ids: readonly [from: string, into: string];
}

/**
 * Says that two nodes are one: the edges of `from`, its versions among them, move to `into`, each marked with where it came from,
 * and `from` is left behind as SAME_AS it. What `into` has already stays where it is. Versions that move are placed after those
 * that are there. @throws Problem BAD_INPUT, FORBIDDEN, CONFLICT.
 */
export async function merge(context: LoadContext, label: string, from: string, into: string): Promise<Merged> {
  checkMay(context.viewer, "merge", "merge", context.workspace);
  const [left, stays] = [await found(context, label, from), await found(context, label, into)];
  checkRoles(context, label, left, stays);
  if (left.id === stays.id) throw new Problem("BAD_INPUT", `${called(label, left.key)} can't be merged into itself; give two keys.`);
  for (const each of [left, stays]) {
    const [already] = each.edges;
    if (!already) continue;
    const survivor = sees(context.viewer, already.to) ? already.to.key : undefined;
    throw new Problem("CONFLICT", `${called(label, each.key)} was merged into ${survivor ?? "another"} already; ${survivor ? `undo that first, or give ${survivor}` : "give another key"}.`);
  }
  await inOneTransaction(context, "merge", "merged", label, left, stays, async (transaction, now) => {
    const edges = await edgesAt(transaction, label, left.id);
    const theirs = new Set((await edgesAt(transaction, label, stays.id)).map(sameEdge));
    const moving = edges.filter((edge) => !staying.includes(edge.type) && !theirs.has(sameEdge(edge)) && edge.other !== stays.id);
    const [last] = await transaction.run(`MATCH (:${label} {id: $id})<-[:VERSION_OF]-(v) RETURN max(v.ordinal) AS last`, { id: stays.id });
    const versions = await transaction.run(
      `MATCH (:${label} {id: $id})<-[r:VERSION_OF]-(v) WITH r, v ORDER BY v.ordinal WITH collect({r: r, v: v}) AS moving UNWIND range(0, size(moving) - 1) AS at
       WITH moving[at].r AS r, moving[at].v AS v, at SET r.ordinalBefore = v.ordinal, v.ordinal = $last + at + 1 RETURN elementId(r) AS edge, r.ordinalBefore AS ordinalBefore`,
      { id: left.id, last: int(Number(last?.get("last") ?? 0)) });
    const before = new Map(versions.map((row) => [row.get("edge") as string, { ordinalBefore: int(Number(row.get("ordinalBefore"))) }]));
    await moveEdges(transaction, label, stays.id, moving.map((edge) =>
      ({ ...edge, properties: { ...edge.properties, ...before.get(edge.elementId), movedFrom: [...(edge.properties["movedFrom"] as string[] | undefined ?? []), left.id] } })));
    await createEdges(transaction, { from: label, type: "SAME_AS", to: label, ends: false }, [{ from: left.id, to: stays.id, set: {} }], instant(now));
  });
  return { ids: [left.id, stays.id] };
}

/** Moves the edges that came from `from` back, and takes its SAME_AS away. @throws Problem CONFLICT where it isn't merged, or what it was merged into is. */
export async function undoMerge(context: LoadContext, label: string, from: string): Promise<Merged> {
  checkMay(context.viewer, "merge", "undoMerge", context.workspace);
  const left = await found(context, label, from);
  const same = left.edges[0];
  if (!same) throw new Problem("CONFLICT", `${called(label, left.key)} isn't merged into anything; nothing is to undo.`);
  if (!sees(context.viewer, same.to)) throw new Problem("FORBIDDEN", `What ${called(label, left.key)} was merged into can't be written by you; ask someone with a grant over it.`);
  const stays = await found(context, label, same.to.key);
  checkRoles(context, label, left, stays);
  const moved = (same.properties["movedFrom"] as readonly string[] | undefined)?.length ?? 0;
  if (moved > 0) throw new Problem("CONFLICT", `What ${called(label, left.key)} was merged into was merged itself, into ${stays.key}; undo that merge first.`);
  await inOneTransaction(context, "undoMerge", "unmerged", label, left, stays, async (transaction) => {
    const edges = (await edgesAt(transaction, label, stays.id)).filter(({ properties }) => (properties["movedFrom"] as readonly string[] | undefined)?.at(-1) === left.id);
    await transaction.run(`MATCH (:${label} {id: $id})<-[r:VERSION_OF]-(v) WHERE last(r.movedFrom) = $from SET v.ordinal = r.ordinalBefore`, { id: stays.id, from: left.id });
    await transaction.run(`MATCH (:${label} {id: $from})-[r:SAME_AS]->(:${label} {id: $id}) DELETE r`, { id: stays.id, from: left.id });
    await moveEdges(transaction, label, left.id, edges.map((edge) => ({ ...edge, properties: unmarked(edge.properties) })));
  });
  return { ids: [left.id, stays.id] };
}

const unmarked = ({ movedFrom, ordinalBefore: _, ...rest }: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const marks = (movedFrom as readonly string[]).slice(0, -1);
  return marks.length > 0 ? { ...rest, movedFrom: marks } : rest;
};

async function found(context: LoadContext, label: string, given: string): Promise<Stored> {
  checkWorkspace(context.workspace);
  const entity = entities.get(label);
  if (!entity || !("sameAs" in entity.edges)) {
    const able = [...entities.values()].filter(({ edges }) => "sameAs" in edges).map((each) => each.label).join(", ");
    throw new Problem("BAD_INPUT", `The type is ${JSON.stringify(label)}; what can be merged is ${able}.`);
  }
  const { graph, workspace, viewer } = context;
  const key = normalKey(given);
  const [stored] = await readStored({ graph, workspace, viewer, action: "merge" }, entity, [key], new Set(["sameAs"]));
  if (!stored || stored.retired) throw new Problem("BAD_INPUT", missing({ label, key }));
  if (!sees(viewer, stored)) throw new Problem("FORBIDDEN", `${called(label, key)} can't be written by you; ask someone with a grant over it.`);
  return stored;
}

/** Both are written: a role over each is needed. */
function checkRoles({ viewer }: LoadContext, label: string, ...both: readonly Stored[]): void {
  for (const { key, scope } of both) {
    const reason = whyNotOver(viewer, "merge", called(label, key), [scope]);
    if (reason) throw new Problem("FORBIDDEN", reason);
  }
}

/** Under locks on both nodes, unless one has changed; then the parts are placed anew and the audit is written. */
async function inOneTransaction(context: LoadContext, action: string, kind: DeedKind, label: string, left: Stored, stays: Stored, work: (transaction: Transaction, now: string) => Promise<void>): Promise<void> {
  const { graph, workspace, principal, request } = context;
  const now = new Date().toISOString();
  await graph.write(action, async (transaction) => {
    const sorted = [left, stays].sort((one, other) => (one.id < other.id ? -1 : 1));
    const locked = await lockNodes(transaction, label, sorted.map(({ id }) => ({ id, bump: int(1) })));
    if (locked.length < sorted.length || locked.some(({ revision, retired }, at) => retired || revision !== sorted[at]!.revision))
      throw new Problem("CONFLICT", `${called(label, left.key)} or ${called(label, stays.key)} was changed at the same time; send it again.`);
    await work(transaction, now);
    await moveParts(transaction, entities, [left, stays].map(({ id }) => ({ label, id })));
    const { id, key, scope, sensitivity } = left;
    await writeEntries(transaction, { workspace, principal, action, request, now }, [{ id, label, key, scope, sensitivity, kind, before: null, after: { sameAs: kind === "merged" ? endOfEntry(stays, stays, left, workspace) : null } }]);
  });
}

interface EdgeAt {
  readonly elementId: string;
  readonly type: string;
  readonly isOutgoing: boolean;
  readonly otherLabel: string;
  readonly other: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

async function edgesAt(transaction: Transaction, label: string, id: string): Promise<readonly EdgeAt[]> {
  const rows: readonly Row[] = await transaction.run(`MATCH (n:${label} {id: $id})-[r]-(m)
    RETURN elementId(r) AS elementId, type(r) AS type, startNode(r) = n AS isOutgoing, split(m.id, "_")[0] AS otherLabel, m.id AS other, properties(r) AS properties`, { id });
  return rows.map((row) => row.toObject() as unknown as EdgeAt);
}

/** An alias is the same by its name, all else by where it leads. */
const sameEdge = ({ type, isOutgoing, other, properties }: EdgeAt): string => [type, isOutgoing, type === "ALIAS" ? properties["name"] : other].join(" ");

async function moveEdges(transaction: Transaction, label: string, to: string, edges: readonly EdgeAt[]): Promise<void> {
  await removeEdges(transaction, edges.map(({ elementId }) => elementId));
  for (const own of grouped(edges, ({ type, isOutgoing, otherLabel }) => `${type} ${isOutgoing} ${otherLabel}`).values()) {
    const { type, isOutgoing, otherLabel } = own[0]!;
    const rows = own.map(({ other, properties }): EdgeRow => (isOutgoing ? { from: to, to: other, set: properties } : { from: other, to, set: properties }));
    const kind = isOutgoing ? { from: label, type, to: otherLabel } : { from: otherLabel, type, to: label };
    await createEdges(transaction, { ...kind, ends: false }, rows, null);
  }
}
