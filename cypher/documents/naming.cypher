// The chunks of document versions, and chunks of current versions in which the full-text index finds some phrases, each phrase in at most so many: with
// what they are known to name. Full-text search keeps to the collections of the workspace, which hold what is current in it; nothing is in the
// class "none", which stands for a phrase of stop words alone.
:params {workspace: "demo", versions: ["kb/vpn-setup@4"], phrases: ["\"account lockout\""], scopes: null, clearance: 3};
:param most => 100;
:param now => datetime();
CALL () {
  MATCH (version:DocumentVersion {workspace: $workspace})<-[:PART_OF]-(chunk:Chunk)
  WHERE version.key IN $versions
    AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
    AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
  RETURN version, chunk
  UNION
  MATCH (collection:ChunkCollection {workspace: $workspace})
  WITH reduce(labels = "", label IN collect(collection.label) | labels + " " + label) AS labels WHERE labels <> ""
  UNWIND $phrases AS phrase
  CALL (phrase, labels) {
    CALL db.index.fulltext.queryNodes("chunk_search", "+(text:" + phrase + " classes:none) +classes:(" + labels + ")^0") YIELD node AS chunk, score
    MATCH (chunk)-[:PART_OF]->(version:DocumentVersion)
    WHERE chunk.workspace = $workspace AND (version.validTo IS NULL OR version.validTo > $now)
      AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
      AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
    RETURN version, chunk ORDER BY score DESC, chunk.key LIMIT $most
  }
  RETURN version, chunk
}
MATCH (version)-[:VERSION_OF]->(document:Document)
WHERE ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  AND chunk.embedding IS NOT NULL
RETURN version.key AS version, document.key AS document, chunk.start AS start, chunk.end AS end, chunk.text AS text, chunk.scope AS scope, chunk.sensitivity AS sensitivity,
  COLLECT {
    MATCH (chunk)-[:MENTIONS]->(named:Term|Document)
    WHERE ($scopes IS NULL OR named.scope IN $scopes) AND named.sensitivity <= $clearance AND (named.retiredAt IS NULL OR named.retiredAt > $now)
    RETURN {type: labels(named)[0], key: named.key}
  } AS mentions
ORDER BY version, start
