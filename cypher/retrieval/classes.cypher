// The classes of chunks that a viewer may see: their place, what made their vectors, and the vector index where searches may use one.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (class:ChunkClass {workspace: $workspace})
WHERE ($scopes IS NULL OR class.scope IN $scopes) AND class.sensitivity <= $clearance
RETURN class.scope AS scope, class.sensitivity AS sensitivity, class.embedder AS embedder, class.index AS index
ORDER BY scope, sensitivity, embedder
