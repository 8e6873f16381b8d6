import type { Transaction } from "../graph/database.js";
import { instant } from "../graph/values.js";
import type { Change } from "./change.js";

/** The kind that is searched by its vectors. */
export const searched = "Chunk";

/**
 * Gives nodes, where they are chunks, the label of their class and that of their collection, in the transaction that places them or gives them another
 * vector. A class is what one viewer sees all of or nothing, made by one embedder: scope, sensitivity and embedder; a collection is all that one embedder
 * made in a workspace. What has ended, with its document version or because it was retired, is in no collection, and in the past class of its place. Each is a
 * node, `ChunkClass`, `PastChunkClass` or `ChunkCollection`, with the name of the label that all its chunks, and no others, have beside their own, and, for full-text
 * search, in `classes`; its vector index is made later (`classIndexes.ts`). A past class knows `until` when any of its chunks was current: who looks at that moment or a later one
 * doesn't need it. `now` is ISO 8601, the present unless given.
 */
export async function followClass(transaction: Transaction, label: string, ids: readonly string[], now = new Date().toISOString()): Promise<void> {
  if (label !== searched || ids.length === 0) return;
  // Sent one behind the other; in the order of ids, in which others lock too.
  await Promise.all([LEAVE, JOIN, JOIN_PAST].map((statement) => transaction.run(statement, { ids: [...ids].sort(), now: instant(now) })));
}

/**
 * The same for the chunks that changes of nodes put into other classes: their own, and those of versions that had an end and get another. What ends
 * for the first time stays where it is until `outOfPlace.ts` moves it: in a current class it is found by who looks at any moment.
 */
export async function followClasses(transaction: Transaction, changes: readonly Change[]): Promise<void> {
  const ids = (some: readonly Change[]) => some.map(({ target }) => target.id);
  await followClass(transaction, searched, ids(changes.filter(({ target: { label }, kind, set }) => label === searched && (kind === "created" || ofClass.some((name) => name in set)))));
  const ended = changes.filter(({ target: { label, stored }, set }) => label === "DocumentVersion" && "validTo" in set && stored?.properties["validTo"] != null);
  if (ended.length === 0) return;
  const rows = await transaction.run("UNWIND $ids AS id MATCH (:DocumentVersion {id: id})<-[:PART_OF]-(chunk:Chunk) RETURN chunk.id AS id", { ids: ids(ended) });
  await followClass(transaction, searched, rows.map((row) => row.get("id") as string));
}
const ofClass = ["scope", "sensitivity", "embedder", "embedding"] as const;

/** What labels of classes and of collections begin with: the kind's, and an underscore that no kind has. */
export const labelStart = "Chunk_";

/** Whether a label is as those here are made: only such a one stands in the text of a statement. */
export const isOfClass = (label: string): boolean => plain.test(label);
const plain = new RegExp(`^${labelStart}[0-9a-f]{32}$`);

/** Chunks are locked before their labels, and the ends of their versions, are read: of two writers the second sees what the first has done. */
const LEAVE = `UNWIND $ids AS id MATCH (chunk:Chunk {id: id})
  SET chunk.revision = coalesce(chunk.revision, 0)
  WITH chunk, [label IN labels(chunk) WHERE label STARTS WITH "${labelStart}"] AS labels WHERE size(labels) > 0
  REMOVE chunk:$(labels) SET chunk.classes = null`;

const newLabel = `"${labelStart}" + replace(randomUUID(), "-", "")`;

/** With `until`, the earlier of both ends; null where none is known. Without a label of the version, by an index on which the planner may scan all versions for each chunk. */
const CHUNKS = `UNWIND $ids AS id MATCH (chunk:Chunk {id: id}) WHERE chunk.embedding IS NOT NULL
  OPTIONAL MATCH (chunk)-[:PART_OF]->(version)
  WITH chunk, coalesce(CASE WHEN chunk.retiredAt < version.validTo THEN chunk.retiredAt END, version.validTo, chunk.retiredAt) AS until`;
const GROUPED = `chunk.workspace AS workspace, coalesce(chunk.embedder, "") AS embedder, chunk.scope AS scope, chunk.sensitivity AS sensitivity, collect(chunk) AS chunks`;

const JOIN = `${CHUNKS} WHERE until IS NULL OR until > $now
  WITH ${GROUPED} ORDER BY workspace, embedder, scope, sensitivity
  MERGE (collection:ChunkCollection {workspace: workspace, embedder: embedder})
  ON CREATE SET collection.label = ${newLabel}, collection.dimensions = size(head(chunks).embedding)
  MERGE (class:ChunkClass {workspace: workspace, embedder: embedder, scope: scope, sensitivity: sensitivity})
  ON CREATE SET class.label = ${newLabel}, class.dimensions = size(head(chunks).embedding)
  WITH collection, class, chunks UNWIND chunks AS chunk
  SET chunk:$(class.label):$(collection.label), chunk.classes = class.label + " " + collection.label`;

/** The class is locked, by setting what it has, before its `until` is compared: of two writers the later moment stays. */
const JOIN_PAST = `${CHUNKS} WHERE until <= $now
  WITH max(until) AS until, ${GROUPED} ORDER BY workspace, embedder, scope, sensitivity
  MERGE (class:PastChunkClass {workspace: workspace, embedder: embedder, scope: scope, sensitivity: sensitivity})
  ON CREATE SET class.label = ${newLabel}, class.dimensions = size(head(chunks).embedding)
  SET class.embedder = embedder
  WITH class, until, chunks
  SET class.until = CASE WHEN class.until > until THEN class.until ELSE until END
  WITH class, chunks UNWIND chunks AS chunk
  SET chunk:$(class.label), chunk.classes = class.label`;
