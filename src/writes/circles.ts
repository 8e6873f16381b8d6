import { isOutgoing, relationship, type Edge } from "../entity/edges.js";
import { ends, type Entities } from "../entity/ends.js";
import type { Transaction } from "../graph/database.js";
import { viewerParameters, visible, type Viewer } from "../graph/viewer.js";
import type { NewEdge } from "./edgeChanges.js";
import { called } from "./draft.js";
import { grouped } from "../entity/grouped.js";
import { isNew } from "./order.js";

/** Relationships that together never lead back to where they began. */
export interface Family {
  /** What its lock is called. */
  readonly name: string;
  /** By the label that they start at. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

/** Each a hierarchy of its own. */
const hierarchies = ["SUBTASK_OF", "SUBDOMAIN_OF", "MEMBER_OF", "INCLUDES", "SUPERSEDES", "SUBRUN_OF"] as const;

/** The families of hierarchies and lineage that edges belong to, in the order in which their locks are taken. */
export const familiesOf = (entities: Entities, edges: readonly NewEdge[]): readonly Family[] =>
  families(entities).filter((family) => edges.some((edge) => isOf(family, edge)));

/** Whether an edge is one of a family. */
export const isOf = ({ types }: Family, { edge, from }: NewEdge): boolean => types.get(from.label)?.includes(relationship(edge)) ?? false;

const made = new WeakMap<Entities, readonly Family[]>();

function families(entities: Entities): readonly Family[] {
  const known = made.get(entities);
  if (known) return known;
  const declared = [...entities.values()].flatMap(({ label, edges }) => Object.values(edges).filter(isOutgoing).map((edge): Declared => ({ label, type: relationship(edge), edge })));
  const found = [...hierarchies.map((type) => family(type, declared.filter((each) => each.type === type))), family("lineage", ringable(entities, declared))];
  made.set(entities, found);
  return found;
}

interface Declared {
  readonly label: string;
  readonly type: string;
  readonly edge: Edge;
}

const family = (name: string, declared: readonly Declared[]): Family =>
  ({ name, types: new Map([...grouped(declared, ({ label }) => label)].map(([label, own]) => [label, [...new Set(own.map(({ type }) => type))]])) });

/** The lineage edges that lead to a kind from which lineage leads back to theirs: all others end before they could close a circle. */
function ringable(entities: Entities, declared: readonly Declared[]): readonly Declared[] {
  const lineage = declared.filter(({ edge }) => edge.options.lineage).map((each) => ({ ...each, to: ends(entities, each.edge) }));
  const onward = grouped(lineage, ({ label }) => label);
  const reach = (start: string): ReadonlySet<string> => {
    const found = new Set([start]);
    for (const label of found) for (const { to } of onward.get(label) ?? []) to.forEach((each) => found.add(each));
    return found;
  };
  const reached = new Map([...entities.keys()].map((label) => [label, reach(label)]));
  return lineage.filter(({ label, to }) => to.some((end) => reached.get(end)!.has(label)));
}

/** Nodes that this write makes don't count, unless an earlier batch of it has written them. */
const isThere = (end: NewEdge["to"], written: ReadonlyMap<string, unknown>): boolean => !isNew(end) || written.has(end.id);

/** Edges of a family that start at nodes which others can lead to already; without such, no other writer can help to close a circle. */
export const needsLock = (own: Family, edges: readonly NewEdge[], written: ReadonlyMap<string, unknown>): boolean =>
  edges.some((edge) => isOf(own, edge) && isThere(edge.from, written));

/** The nodes in the graph at which a way that such edges open goes on, by new nodes or at once. */
export function startsOf(edges: readonly NewEdge[], written: ReadonlyMap<string, unknown>): readonly Place[] {
  const byTail = grouped(edges, ({ from }) => from.id);
  const ways = new Map(edges.filter(({ from }) => isThere(from, written)).map(({ to }) => [to.id, to]));
  for (const end of ways.values()) if (!isThere(end, written)) for (const { to } of byTail.get(end.id) ?? []) ways.set(to.id, to);
  return [...ways.values()].filter((end) => isThere(end, written));
}

/** An edge that would close a circle, and the circle, with `…` for what its writer doesn't see. */
export interface Circle {
  readonly edge: NewEdge;
  readonly path: readonly string[];
}

/** An edge of a family, as far as circles go. */
export interface Step {
  readonly from: Place;
  readonly to: Place;
}
export interface Place {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  /** Not for the writer's eyes. */
  readonly hidden?: boolean;
}

/** The edges that would close a circle over those that hold, each put in before the next is looked at. */
export function circles(edges: readonly NewEdge[], holding: readonly Step[]): readonly Circle[] {
  const onward = new Map([...grouped(holding, ({ from }) => from.id)].map(([id, steps]) => [id, steps.map(({ to }) => to)]));
  return edges.flatMap((edge): readonly Circle[] => {
    const way = path(onward, edge.to, edge.from.id);
    if (way) return [{ edge, path: [edge.from as Place, ...way].map(({ label, key, hidden }) => (hidden ? "…" : called(label, key))) }];
    onward.set(edge.from.id, [...(onward.get(edge.from.id) ?? []), edge.to]);
    return [];
  });
}

/** A way from a place to a node, breadth first. */
function path(onward: ReadonlyMap<string, readonly Place[]>, start: Place, goal: string): readonly Place[] | undefined {
  const cameFrom = new Map<string, Place | undefined>([[start.id, undefined]]);
  const queue: Place[] = [start];
  for (const place of queue) {
    if (place.id === goal) return way(place);
    for (const next of onward.get(place.id) ?? [])
      if (!cameFrom.has(next.id)) {
        cameFrom.set(next.id, place);
        queue.push(next);
      }
  }
  return undefined;

  function way(end: Place): readonly Place[] {
    const back: Place[] = [];
    for (let place: Place | undefined = end; place; place = cameFrom.get(place.id)) back.push(place);
    return back.reverse();
  }
}

/** All edges of a family that hold at or above some nodes: one statement a step up, under the family's lock. */
export async function holdingAbove(transaction: Transaction, viewer: Viewer, { types }: Family, starts: readonly Place[], now: string): Promise<readonly Step[]> {
  const seen = new Set<string>();
  const steps: Step[] = [];
  let level: readonly Place[] = starts;
  for (;;) {
    const fresh = [...new Map(level.filter(({ id }) => !seen.has(id)).map((place) => [place.id, place])).values()];
    if (fresh.length === 0) return steps;
    fresh.forEach(({ id }) => seen.add(id));
    const found: Step[] = [];
    for (const [label, places] of grouped(fresh, (place) => place.label)) {
      if (!types.has(label)) continue;
      const rows = await transaction.run(`UNWIND $ids AS id MATCH (a:${label} {id: id})-[r:${types.get(label)!.join("|")}]->(b) WHERE r.validTo IS NULL OR r.validTo > $now
        RETURN id, a.key AS key, split(b.id, "_")[0] AS toLabel, b.id AS toId, b.key AS toKey, ${visible("b")} AS seen`, { ...viewerParameters(viewer, now), ids: places.map(({ id }) => id) });
      found.push(...rows.map((row) => ({ from: { id: row.get("id"), label, key: row.get("key") }, to: { id: row.get("toId"), label: row.get("toLabel"), key: row.get("toKey"), hidden: !row.get("seen") } })));
    }
    steps.push(...found);
    level = found.map(({ to }) => to);
  }
}
