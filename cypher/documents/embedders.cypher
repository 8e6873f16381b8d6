// What made the vectors of chunks, with how many are its; of one workspace, or of all where that is null.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (chunk:Chunk)
WHERE ($workspace IS NULL OR chunk.workspace = $workspace) AND chunk.embedding IS NOT NULL
  AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
RETURN chunk.workspace AS workspace, coalesce(chunk.embedder, "") AS embedder, count(*) AS chunks ORDER BY workspace, embedder
