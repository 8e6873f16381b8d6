import { relationship, isOutgoing } from "../entity/edges.js";
import { ends, type Entities } from "../entity/ends.js";
import type { Entity } from "../entity/entity.js";
import type { Transaction } from "../graph/database.js";
import { followClass } from "./classes.js";
import { grouped } from "../entity/grouped.js";

/** A kind whose place follows from others: of what it is part of, and what it is as sensitive as. */
export interface PartKind {
  readonly label: string;
  /** The relationship to what it is part of. */
  readonly partOf: string;
  /** That, and those to what it is at least as sensitive as. */
  readonly sensitiveAs: readonly string[];
}

const made = new WeakMap<Entities, ReadonlyMap<string, readonly PartKind[]>>();

/** By label: the kinds whose place may follow from a node of it. */
export function partKinds(entities: Entities): ReadonlyMap<string, readonly PartKind[]> {
  const known = made.get(entities);
  if (known) return known;
  const all = [...entities.values()].flatMap((entity) => kindsAbove(entities, entity));
  const found = new Map([...grouped(all, ({ above }) => above)].map(([above, list]) => [above, [...new Set(list.map(({ kind }) => kind))]]));
  made.set(entities, found);
  return found;
}

function kindsAbove(entities: Entities, { label, scope, edges }: Entity): readonly { readonly above: string; readonly kind: PartKind }[] {
  if (typeof scope === "string") return [];
  const placing = [scope.partOf, ...(scope.sensitiveAs ?? [])].map((name) => edges[name]!).filter(isOutgoing);
  const kind: PartKind = { label, partOf: relationship(edges[scope.partOf]!), sensitiveAs: [...new Set(placing.map(relationship))] };
  return [...new Set(placing.flatMap((edge) => ends(entities, edge)))].map((above) => ({ above, kind }));
}

export interface Placed {
  readonly label: string;
  readonly id: string;
}

/** Puts all parts of moved nodes where they belong, down to the last; answers how many moved. */
export async function moveParts(transaction: Transaction, entities: Entities, moved: readonly Placed[]): Promise<number> {
  let count = 0;
  let level = moved;
  while (level.length > 0) {
    const next: Placed[] = [];
    for (const [above, places] of grouped(level, ({ label }) => label))
      for (const kind of partKinds(entities).get(above) ?? []) {
        const ids = (await transaction.run(moveStatement(above, kind), { ids: places.map(({ id }) => id) })).map((row) => row.get("id") as string);
        await followClass(transaction, kind.label, ids);
        next.push(...ids.map((id) => ({ label: kind.label, id })));
      }
    count += next.length;
    level = next;
  }
  return count;
}

const moveStatement = (above: string, kind: PartKind): string =>
  `UNWIND $ids AS id MATCH (:${above} {id: id})<-[:${kind.sensitiveAs.join("|")}]-(part:${kind.label}) WITH DISTINCT part ${placeStatement(kind)}`;

/** Cypher that puts a `part` where what it is part of is, and answers its id if it moved. */
export const placeStatement = ({ partOf, sensitiveAs }: PartKind): string =>
  `MATCH (part)-[:${partOf}]->(whole)
   WITH part, whole.scope AS scope, reduce(most = coalesce(part.ownSensitivity, 0), each IN COLLECT { MATCH (part)-[:${sensitiveAs.join("|")}]->(above) RETURN above.sensitivity } |
     CASE WHEN each > most THEN each ELSE most END) AS sensitivity
   WHERE part.scope <> scope OR part.sensitivity <> sensitivity
   SET part.scope = scope, part.sensitivity = sensitivity
   RETURN part.id AS id`;
