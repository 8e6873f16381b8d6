// Chunks that were written before there were collections get theirs.
MATCH (chunk:Chunk) WHERE chunk.embedding IS NOT NULL
WITH chunk.workspace AS workspace, coalesce(chunk.embedder, "") AS embedder, collect(chunk) AS chunks
MERGE (collection:ChunkCollection {workspace: workspace, embedder: embedder})
ON CREATE SET collection.label = "Chunk_" + replace(randomUUID(), "-", ""), collection.dimensions = size(head(chunks).embedding)
WITH collection, chunks UNWIND chunks AS chunk
SET chunk:$(collection.label);
