// What classes of chunks, and the chunks of one, are found by.
CREATE CONSTRAINT chunk_class_sensitivity IF NOT EXISTS FOR (n:ChunkClass) REQUIRE (n.workspace, n.embedder, n.scope, n.sensitivity) IS UNIQUE;
CREATE INDEX chunk_class_workspace IF NOT EXISTS FOR (n:ChunkClass) ON (n.workspace);
CREATE INDEX chunk_sensitivity IF NOT EXISTS FOR (n:Chunk) ON (n.workspace, n.scope, n.sensitivity);
