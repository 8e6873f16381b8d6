// What the collection of chunks by one embedder is found by.
CREATE CONSTRAINT chunk_collection_embedder IF NOT EXISTS FOR (n:ChunkCollection) REQUIRE (n.workspace, n.embedder) IS UNIQUE;
