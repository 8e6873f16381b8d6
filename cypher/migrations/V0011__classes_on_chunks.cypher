// Chunks that were placed before full-text searches kept to classes tell theirs.
MATCH (chunk:Chunk)
WITH chunk, [label IN labels(chunk) WHERE label STARTS WITH "Chunk_"] AS classes WHERE size(classes) > 0
SET chunk.classes = reduce(all = head(classes), class IN tail(classes) | all + " " + class);
