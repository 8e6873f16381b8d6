import { Problem, type ProblemCode } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Change } from "./change.js";
import type { NewEdge } from "./edgeChanges.js";
import { commit, Refused, Stale, type Occasioned } from "./commit.js";
import { called, type ItemError } from "./draft.js";
import { grouped } from "../entity/grouped.js";
import { batches, isNew, type Unit } from "./order.js";
import type { Placement } from "./placement.js";
import type { Target } from "./planning.js";
import { follows } from "./plan.js";

/** What came of writing changes. */
export interface Written {
  readonly errors: ReadonlyMap<number, ItemError>;
  /** Items to plan again, because what they rest on was changed meanwhile. */
  readonly stale: ReadonlySet<number>;
}

export interface Writing {
  readonly graph: Graph;
  readonly occasion: Omit<Occasioned, "written" | "bumps">;
  readonly progress: (done: number) => void;
  /** Whether an item that clashes with another writer's is planned again; else it is an error. */
  readonly again: boolean;
}

/** Writes changes batch by batch. A batch that fails is halved until the bad items are found; all others are written. */
export async function write({ graph, occasion, progress, again }: Writing, changes: readonly Change[]): Promise<Written> {
  const errors = new Map<number, ItemError>();
  const stale = new Set<number>();
  const written = new Map<string, Placement>();
  const bumps = new Map<string, number>();
  const waiting = new Map<string, NewEdge[]>();
  let done = 0;
  for (const batch of batches(changes.filter(({ kind }) => kind !== "unchanged"))) {
    await attempt(batch);
    progress((done += batch.length));
  }
  for (const edge of [...waiting.values()].flat()) if (isNew(edge.to)) fail(edge.from, `${follows(edge.to)} All else of this item is written.`);
  return { errors, stale };

  async function attempt(units: readonly Unit[]): Promise<void> {
    const able = units.filter(isAble);
    if (able.length === 0) return;
    const own = able.flatMap((unit) => unit.changes);
    const made = new Set(own.map(({ target }) => target.id));
    const isThere = ({ to }: NewEdge): boolean => !isNew(to) || made.has(to.id) || written.has(to.id);
    const edges = [...own.flatMap(({ newEdges }) => newEdges).filter(isThere), ...[...made].flatMap((id) => waiting.get(id) ?? [])];
    try {
      const changed = await graph.write(occasion.action, (transaction) => commit(transaction, { ...occasion, written, bumps }, { changes: own, edges }));
      for (const id of changed) bumps.set(id, (bumps.get(id) ?? 0) + 1);
    } catch (error) {
      return recover(able, error);
    }
    for (const { target, placement } of own) {
      written.set(target.id, placement);
      waiting.delete(target.id);
    }
    for (const [id, later] of grouped(own.flatMap(({ newEdges }) => newEdges).filter((edge) => !isThere(edge)), ({ to }) => to.id))
      waiting.set(id, [...(waiting.get(id) ?? []), ...later]);
  }

  async function recover(units: readonly Unit[], error: unknown): Promise<void> {
    if (error instanceof Stale) {
      error.items.forEach((item) => stale.add(item));
      return attempt(units);
    }
    if (error instanceof Refused) {
      for (const unit of units) if (error.reasons.has(unit.item)) fail(unit.changes[0]!.target, error.reasons.get(unit.item)!.message, error.reasons.get(unit.item)!.code);
      return attempt(units);
    }
    if (again && error instanceof Problem && error.code === "CONFLICT") return units.forEach(({ item }) => stale.add(item));
    if (isUnreachable(error)) throw error;
    if (units.length > 1) {
      const half = Math.ceil(units.length / 2);
      await attempt(units.slice(0, half));
      return attempt(units.slice(half));
    }
    fail(units[0]!.changes[0]!.target, error instanceof Problem ? error.message : "The database did not take it; the log has the reason. Send it again alone.", error instanceof Problem ? error.code : "INTERNAL");
  }

  /** Not given up, and resting on nothing that was. */
  function isAble({ item, changes: own }: Unit): boolean {
    if (errors.has(item) || stale.has(item)) return false;
    for (const { newEdges, target } of own)
      for (const { to } of newEdges) {
        if (!isNew(to)) continue;
        if (stale.has(to.draft.item)) stale.add(item);
        else if (errors.has(to.draft.item)) fail(target, follows(to));
      }
    return !errors.has(item) && !stale.has(item);
  }

  function fail({ draft, label, key }: Target, message: string, code: ProblemCode = "BAD_INPUT"): void {
    if (!errors.has(draft.item)) errors.set(draft.item, { index: draft.item, key: draft.key ?? called(label, key), path: null, code, message });
  }
}

/** Nothing else could be written either: no database answers, or (without a cause) the gate in front of it refuses. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof Problem && error.code === "UNAVAILABLE" &&
  (error.cause === undefined || ["ServiceUnavailable", "SessionExpired"].includes((error.cause as { readonly code?: string }).code ?? ""));
