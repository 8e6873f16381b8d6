import type { Transaction } from "../graph/database.js";
import type { Change } from "./change.js";

/** The kind that is searched by its vectors. */
export const searched = "Chunk";

/**
 * Gives nodes, where they are chunks, the label of their class and that of their collection, in the transaction that places them or gives them another
 * vector. A class is what one viewer sees all of or nothing, made by one embedder: scope, sensitivity and embedder; a collection is all
 * that one embedder made in a workspace. Each is a node, `ChunkClass` or `ChunkCollection`, with the name of the label that all its chunks, and no
 * others, have beside their own; its vector index is made later (`classIndexes.ts`).
 */
export async function followClass(transaction: Transaction, label: string, ids: readonly string[]): Promise<void> {
  if (label !== searched || ids.length === 0) return;
  await transaction.run(LEAVE, { ids });
  await transaction.run(JOIN, { ids });
}

/** Whether a change of a node may put it into another class. */
export const changesClass = ({ target: { label }, kind, set }: Pick<Change, "target" | "kind" | "set">): boolean => label === searched && (kind === "created" || ofClass.some((name) => name in set));
const ofClass = ["scope", "sensitivity", "embedder", "embedding"] as const;

/** What labels of classes and of collections begin with: the kind's, and an underscore that no kind has. */
export const labelStart = "Chunk_";

const LEAVE = `UNWIND $ids AS id MATCH (chunk:Chunk {id: id})
  WITH chunk, [label IN labels(chunk) WHERE label STARTS WITH "${labelStart}"] AS labels WHERE size(labels) > 0
  REMOVE chunk:$(labels)`;

const JOIN = `UNWIND $ids AS id MATCH (chunk:Chunk {id: id}) WHERE chunk.embedding IS NOT NULL
  WITH chunk.workspace AS workspace, coalesce(chunk.embedder, "") AS embedder, chunk.scope AS scope, chunk.sensitivity AS sensitivity, collect(chunk) AS chunks
  ORDER BY workspace, embedder, scope, sensitivity
  MERGE (collection:ChunkCollection {workspace: workspace, embedder: embedder})
  ON CREATE SET collection.label = "${labelStart}" + replace(randomUUID(), "-", ""), collection.dimensions = size(head(chunks).embedding)
  MERGE (class:ChunkClass {workspace: workspace, embedder: embedder, scope: scope, sensitivity: sensitivity})
  ON CREATE SET class.label = "${labelStart}" + replace(randomUUID(), "-", ""), class.dimensions = size(head(chunks).embedding)
  WITH collection, class, chunks UNWIND chunks AS chunk
  SET chunk:$(class.label):$(collection.label)`;
