import type { Transaction } from "../graph/database.js";

/**
 * The statements that a write is made of. Labels, types and names in their text come from the declarations, never from a
 * request; all values are parameters.
 */

/** Rows of one statement: few round trips, and not too much memory on the server. */
const rowsPerStatement = 5000;

export interface NodeRow {
  readonly id: string;
  readonly set: Readonly<Record<string, unknown>>;
}
export interface EdgeRow {
  readonly from: string;
  readonly to: string;
  readonly set: Readonly<Record<string, unknown>>;
}

/** The moment is sent once a statement: the driver takes longer for a `datetime` than for all else in a row. */
export const createNodes = (transaction: Transaction, label: string, rows: readonly NodeRow[], now: unknown): Promise<void> =>
  inParts(transaction, rows.map(({ set }) => set), `UNWIND $rows AS row CREATE (n:${label}) SET n = row, n.recordedAt = $now`, { now });

export const updateNodes = (transaction: Transaction, label: string, rows: readonly NodeRow[]): Promise<void> =>
  inParts(transaction, rows, `UNWIND $rows AS row MATCH (n:${label} {id: row.id}) SET n += row.set`);

/** Edges that can end and say no other moment begin to hold now; one that is moved keeps the moment of its record. */
export const createEdges = (transaction: Transaction, { from, type, to, ends }: EdgeKind, rows: readonly EdgeRow[], now: unknown): Promise<void> =>
  inParts(transaction, rows, `UNWIND $rows AS row MATCH (a:${from} {id: row.from}) MATCH (b:${to} {id: row.to}) CREATE (a)-[r:${type}]->(b)
    SET r = row.set, r.recordedAt = coalesce(r.recordedAt, $now)${ends ? ", r.validFrom = coalesce(r.validFrom, $now)" : ""}`, { now });

/** What edges of one statement have in common. */
export interface EdgeKind {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly ends: boolean;
}

/** Edges stay as they were until now. */
export const endEdges = (transaction: Transaction, elementIds: readonly string[], now: unknown): Promise<void> =>
  inParts(transaction, elementIds, "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row SET r.validTo = $now, r.endRecordedAt = $now", { now });

export const removeEdges = (transaction: Transaction, elementIds: readonly string[]): Promise<void> =>
  inParts(transaction, elementIds, "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row DELETE r");

/** A node as it is under its lock. */
export interface Locked {
  readonly id: string;
  /** As it was before this transaction. */
  readonly revision: number;
  readonly scope: string;
  readonly sensitivity: number;
  readonly retired: boolean;
}

/** Locks nodes of a kind until the end of the transaction, in the order given; `bump` is 1 for those that it changes. */
export async function lockNodes(transaction: Transaction, label: string, rows: readonly { readonly id: string; readonly bump: unknown }[]): Promise<readonly Locked[]> {
  const found = await transaction.run(`UNWIND $rows AS row MATCH (n:${label} {id: row.id}) SET n.revision = coalesce(n.revision, 0) + row.bump
    RETURN n.id AS id, n.revision - row.bump AS revision, n.scope AS scope, n.sensitivity AS sensitivity, n.retiredAt IS NOT NULL AS retired`, { rows });
  return found.map((row) => ({ id: row.get("id"), revision: Number(row.get("revision")), scope: row.get("scope"), sensitivity: Number(row.get("sensitivity")), retired: row.get("retired") }));
}

/** Takes the one lock of a workspace for a family of relationships: a node beside those of commands, whose keys are unique. */
export async function lockFamily(transaction: Transaction, workspace: string, family: string): Promise<void> {
  await transaction.run("MERGE (l:Command {workspace: $workspace, key: $key}) SET l.taken = coalesce(l.taken, 0) + 1", { workspace, key: `lock#${family}` });
}

/** All parts are sent at once, so that they come before whatever is sent next. */
async function inParts(transaction: Transaction, rows: readonly unknown[], text: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const parts = Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, part) => rows.slice(part * rowsPerStatement, (part + 1) * rowsPerStatement));
  await Promise.all(parts.map((own) => transaction.run(text, { ...parameters, rows: own })));
}
