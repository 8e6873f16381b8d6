// The classes of chunks that a viewer may see: their place, what made their vectors, the vector index where searches may use one, and how many chunks they
// had when it was last looked at; and the same of the collection, which is all that the same embedder made in the workspace.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (class:ChunkClass {workspace: $workspace})
WHERE ($scopes IS NULL OR class.scope IN $scopes) AND class.sensitivity <= $clearance
OPTIONAL MATCH (collection:ChunkCollection {workspace: class.workspace, embedder: class.embedder})
RETURN class.scope AS scope, class.sensitivity AS sensitivity, class.embedder AS embedder, class.index AS index, coalesce(class.size, 0) AS size,
  collection.index AS collectionIndex, coalesce(collection.size, 0) AS collectionSize
ORDER BY scope, sensitivity, embedder
