import type { Transaction } from "../graph/database.js";
import type { Change } from "./change.js";

/** The kind that is searched by its vectors. */
export const searched = "Chunk";

/**
 * Gives nodes, where they are chunks, the label of their class, in the transaction that places them or gives them another vector. A
 * class is what one viewer sees all of or nothing, made by one embedder: scope, sensitivity and embedder. It is a node, `ChunkClass`,
 * with the name of the label that all chunks of the class, and no others, have beside their own; its vector index is made later.
 */
export async function followClass(transaction: Transaction, label: string, ids: readonly string[]): Promise<void> {
  if (label !== searched || ids.length === 0) return;
  await transaction.run(LEAVE, { ids });
  await transaction.run(JOIN, { ids });
}

/** Whether a change of a node may put it into another class. */
export const changesClass = ({ target: { label }, kind, set }: Pick<Change, "target" | "kind" | "set">): boolean => label === searched && (kind === "created" || ofClass.some((name) => name in set));
const ofClass = ["scope", "sensitivity", "embedder", "embedding"] as const;

/** Labels of classes begin with the kind's, and an underscore that no kind has. */
const LEAVE = `UNWIND $ids AS id MATCH (chunk:Chunk {id: id})
  WITH chunk, [label IN labels(chunk) WHERE label STARTS WITH "Chunk_"] AS labels WHERE size(labels) > 0
  REMOVE chunk:$(labels)`;

const JOIN = `UNWIND $ids AS id MATCH (chunk:Chunk {id: id}) WHERE chunk.embedding IS NOT NULL
  WITH chunk.workspace AS workspace, coalesce(chunk.embedder, "") AS embedder, chunk.scope AS scope, chunk.sensitivity AS sensitivity, collect(chunk) AS chunks
  ORDER BY workspace, embedder, scope, sensitivity
  MERGE (class:ChunkClass {workspace: workspace, embedder: embedder, scope: scope, sensitivity: sensitivity})
  ON CREATE SET class.label = "Chunk_" + replace(randomUUID(), "-", ""), class.dimensions = size(head(chunks).embedding)
  WITH class, chunks UNWIND chunks AS chunk
  SET chunk:$(class.label)`;
