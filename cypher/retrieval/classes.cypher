// The classes of chunks that a viewer may see, and past ones of which some chunk was current after a time: their label and place, what made their vectors, the
// vector index where searches may use one, and how many chunks they had when it was last looked at; and of current ones the index and size of the collection,
// which is all that the same embedder made in the workspace and hasn't ended.
:params {workspace: "demo", scopes: null, clearance: 3};
:param asOf => datetime();
:param now => datetime();
MATCH (class:ChunkClass|PastChunkClass {workspace: $workspace})
WHERE ($scopes IS NULL OR class.scope IN $scopes) AND class.sensitivity <= $clearance AND (class:ChunkClass OR class.until > $asOf)
OPTIONAL MATCH (collection:ChunkCollection {workspace: class.workspace, embedder: class.embedder})
RETURN class.label AS label, class.scope AS scope, class.sensitivity AS sensitivity, class.embedder AS embedder, class:PastChunkClass AS isPast, class.index AS index,
  coalesce(class.size, 0) AS size, collection.label AS collectionLabel, collection.index AS collectionIndex, coalesce(collection.size, 0) AS collectionSize
ORDER BY scope, sensitivity, embedder, isPast
