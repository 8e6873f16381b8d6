// The chunks of a workspace whose vectors another embedder made, in the order of their keys after one of them.
:params {workspace: "demo", embedder: "other@00", after: "", scopes: null, clearance: 3};
:param most => 100;
:param now => datetime();
MATCH (chunk:Chunk {workspace: $workspace})
WHERE chunk.key > $after AND chunk.embedding IS NOT NULL AND coalesce(chunk.embedder, "") <> $embedder
  AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
WITH chunk ORDER BY chunk.key LIMIT $most
MATCH (chunk)-[:PART_OF]->(version:DocumentVersion)-[:VERSION_OF]->(document:Document)
WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
RETURN chunk.key AS key, version.key AS version, document.title AS title, chunk.start AS start, chunk.end AS end, chunk.text AS text ORDER BY key
