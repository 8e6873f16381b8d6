// What classes of chunks that have ended are found by.
CREATE CONSTRAINT past_chunk_class_sensitivity IF NOT EXISTS FOR (n:PastChunkClass) REQUIRE (n.workspace, n.embedder, n.scope, n.sensitivity) IS UNIQUE;
CREATE INDEX past_chunk_class_workspace IF NOT EXISTS FOR (n:PastChunkClass) ON (n.workspace);
