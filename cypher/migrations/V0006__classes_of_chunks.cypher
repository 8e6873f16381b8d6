// Chunks that were written before there were classes get theirs.
MATCH (chunk:Chunk) WHERE chunk.embedding IS NOT NULL
WITH chunk.workspace AS workspace, coalesce(chunk.embedder, "") AS embedder, chunk.scope AS scope, chunk.sensitivity AS sensitivity, collect(chunk) AS chunks
MERGE (class:ChunkClass {workspace: workspace, embedder: embedder, scope: scope, sensitivity: sensitivity})
ON CREATE SET class.label = "Chunk_" + replace(randomUUID(), "-", ""), class.dimensions = size(head(chunks).embedding)
WITH class, chunks UNWIND chunks AS chunk
SET chunk:$(class.label);
