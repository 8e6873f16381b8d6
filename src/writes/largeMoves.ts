import type { Entities } from "../entity/ends.js";
import type { Graph, Transaction } from "../graph/database.js";
import { int } from "../graph/values.js";
import { followClass } from "./classes.js";
import { grouped } from "../entity/grouped.js";
import { moveParts, partKinds, placeStatement, type Placed } from "./parts.js";
import { operatorScope, type Placement } from "./placement.js";
import { rankOf } from "./storage.js";

/** So many parts move in the transaction that moves what they are part of; so many at a time where there are more. */
const mostParts = 10_000;

export interface Move extends Placed, Placement {}

/**
 * Moves the parts of moved nodes along, in their transaction. Where they are too many, the nodes are closed instead, to be seen
 * by operators alone, and the move is noted for `finishMoves`.
 */
export async function moveOrClose(transaction: Transaction, entities: Entities, workspace: string, moves: readonly Move[], bound = mostParts): Promise<void> {
  if (!(await hasMore(transaction, entities, moves, bound))) {
    await moveParts(transaction, entities, moves);
    return;
  }
  for (const { label, id, scope, sensitivity } of moves) {
    await place(transaction, { label, id }, operatorScope(workspace), rankOf("RESTRICTED"));
    await transaction.run("MERGE (c:Command {workspace: $workspace, key: $key}) SET c.label = $label, c.id = $id, c.scope = $scope, c.sensitivity = $sensitivity, c.isClosed = false",
      { workspace, key: `${prefix}${id}`, label, id, scope, sensitivity: int(sensitivity) });
  }
}

/** Moves are noted beside commands, whose keys are unique. */
const prefix = "move#";

/**
 * Finishes the moves that were noted in a workspace: all parts are closed first, then what they are part of is placed, then the
 * parts follow; a batch at a time. Nobody sees half a move, and one that is cut off goes on when this is called again.
 */
export async function finishMoves(graph: Graph, entities: Entities, workspace: string): Promise<void> {
  const rows = await graph.read({ name: "move", parameters: { workspace, prefix }, text: `MATCH (c:Command {workspace: $workspace}) WHERE c.key STARTS WITH $prefix
    RETURN c.key AS key, c.label AS label, c.id AS id, c.scope AS scope, c.sensitivity AS sensitivity, c.isClosed AS isClosed` });
  for (const row of rows) {
    const { key, label, id, scope, sensitivity, isClosed } = row.toObject() as { key: string; label: string; id: string; scope: string; sensitivity: number; isClosed: boolean };
    if (!entities.has(label)) continue;
    if (!isClosed) {
      await follow(graph, entities, { label, id });
      await graph.write("move", async (transaction) => {
        await place(transaction, { label, id }, scope, Number(sensitivity));
        await transaction.run("MATCH (c:Command {workspace: $workspace, key: $key}) SET c.isClosed = true", { workspace, key });
      });
    }
    await follow(graph, entities, { label, id });
    await graph.write("move", (transaction) => transaction.run("MATCH (c:Command {workspace: $workspace, key: $key}) DELETE c", { workspace, key }));
  }
}

/** Puts all parts below a node where it is, level by level; those that are there already are passed through. */
async function follow(graph: Graph, entities: Entities, start: Placed): Promise<void> {
  for (let level: readonly Placed[] = [start]; level.length > 0; ) {
    const next: Placed[] = [];
    for (const [above, places] of grouped(level, ({ label }) => label))
      for (const kind of partKinds(entities).get(above) ?? []) {
        const rows = await graph.read({ name: "move", parameters: { ids: places.map(({ id }) => id) }, text:
          `UNWIND $ids AS id MATCH (:${above} {id: id})<-[:${kind.sensitiveAs.join("|")}]-(part:${kind.label}) RETURN DISTINCT part.id AS id` });
        const ids = rows.map((row) => row.get("id") as string);
        for (let at = 0; at < ids.length; at += mostParts)
          await graph.write("move", async (transaction) => {
            const moved = await transaction.run(`UNWIND $ids AS id MATCH (part:${kind.label} {id: id}) ${placeStatement(kind)}`, { ids: ids.slice(at, at + mostParts) });
            await followClass(transaction, kind.label, moved.map((each) => each.get("id") as string));
          });
        next.push(...ids.map((id) => ({ label: kind.label, id })));
      }
    level = next;
  }
}

async function hasMore(transaction: Transaction, entities: Entities, moves: readonly Placed[], bound: number): Promise<boolean> {
  let count = 0;
  for (let level: readonly Placed[] = moves; level.length > 0 && count <= bound; ) {
    const next: Placed[] = [];
    for (const [above, places] of grouped(level, ({ label }) => label))
      for (const { label, sensitiveAs } of partKinds(entities).get(above) ?? []) {
        const rows = await transaction.run(`UNWIND $ids AS id MATCH (:${above} {id: id})<-[:${sensitiveAs.join("|")}]-(part:${label}) RETURN DISTINCT part.id AS id LIMIT $most`,
          { ids: places.map(({ id }) => id), most: int(bound + 1) });
        next.push(...rows.map((row) => ({ label, id: row.get("id") as string })));
      }
    count += next.length;
    level = next;
  }
  return count > bound;
}

const place = (transaction: Transaction, { label, id }: Placed, scope: string, sensitivity: number) =>
  transaction.run(`MATCH (n:${label} {id: $id}) SET n.scope = $scope, n.sensitivity = $sensitivity, n.revision = coalesce(n.revision, 0) + 1`, { id, scope, sensitivity: int(sensitivity) });
