// The chunks nearest to a vector among those that may be used, as `worded` says, with their cosines. Vector indexes propose chunks, and so
// do places of which all chunks with some labels are looked at, some ids, what the filters lead to, or the workspace; whatever proposes them, all are
// held to the same conditions, nearest first until there are enough. $nearest are asked of each index: `bound` is the cosine, as Neo4j counts
// (0 to 1), down to which all indexes have told what they have; null where they have told all. An index tells the cosine with what it proposes, so that no vector
// is read for those. Chunks whose vectors another embedder made have none and come first (null is last in order), so that they are seen.
:params {workspace: "demo", vector: [], embedder: "", denied: [], corpora: [], languages: [], domains: [], documents: [], chunks: [], indexes: [], places: [], among: "workspace", scopes: null, clearance: 3};
:param candidates => 100;
:param nearest => 100;
:param asOf => datetime();
:param now => datetime();
CALL () {
  UNWIND $indexes AS index
  CALL (index) {
    CALL db.index.vector.queryNodes(index, $nearest, $vector) YIELD node AS chunk, score
    RETURN collect({chunk: chunk, measure: score}) AS proposed, min(score) AS least
  }
  RETURN collect(proposed) AS proposals, max(CASE WHEN size(proposed) >= $nearest THEN least END) AS bound
}
CALL (proposals) {
  UNWIND proposals AS proposed UNWIND proposed AS each
  WITH each.chunk AS chunk, each.measure AS told
  WHERE ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
  RETURN chunk, CASE WHEN chunk.embedder = $embedder THEN told END AS measure
  UNION ALL
  CALL () {
    UNWIND $places AS place
    MATCH (chunk:Chunk {workspace: $workspace, scope: place.scope, sensitivity: place.sensitivity})
    WHERE any(label IN labels(chunk) WHERE label IN place.labels)
    RETURN chunk
    UNION ALL
    WITH 1 AS one WHERE $among = "chunks"
    UNWIND $chunks AS id
    MATCH (chunk:Chunk {id: id})
    RETURN chunk
    UNION ALL
    WITH 1 AS one WHERE $among = "documents"
    UNWIND $documents AS key
    MATCH (:Document {workspace: $workspace, key: key})<-[:VERSION_OF]-(:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
    RETURN chunk
    UNION ALL
    WITH 1 AS one WHERE $among = "corpora"
    UNWIND $corpora AS key
    MATCH (:Corpus {workspace: $workspace, key: key})<-[:IN_CORPUS]-(document:Document)<-[:VERSION_OF]-(:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
    RETURN DISTINCT chunk
    UNION ALL
    WITH 1 AS one WHERE $among = "domains"
    UNWIND $domains AS key
    MATCH (:Domain {workspace: $workspace, key: key})<-[:SUBDOMAIN_OF*0..32]-(:Domain)<-[:HOME_DOMAIN|ABOUT]-(:Document)<-[:VERSION_OF]-(:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
    RETURN DISTINCT chunk
    UNION ALL
    WITH 1 AS one WHERE $among = "workspace"
    MATCH (chunk:Chunk {workspace: $workspace})
    RETURN chunk
  }
  WITH chunk
  WHERE chunk.embedding IS NOT NULL
    AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
  RETURN chunk, CASE WHEN chunk.embedder = $embedder THEN vector.similarity.cosine(chunk.embedding, $vector) END AS measure
}
WITH bound, chunk, chunk.key AS key, measure
ORDER BY measure DESC, key
MATCH (chunk)-[:PART_OF]->(version)-[:VERSION_OF]->(document)
WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  AND (chunk.sensitivity < 3 OR version.sensitivity = 3)
  AND version.state <> "RETIRED"
  AND (version.validFrom IS NULL OR version.validFrom <= $asOf) AND (version.validTo IS NULL OR version.validTo > $asOf)
  AND NOT version.id IN $denied
  AND (size($languages) = 0 OR version.language IN $languages)
  AND (size($documents) = 0 OR document.key IN $documents)
  AND (size($corpora) = 0 OR EXISTS {
    MATCH (document)-[in:IN_CORPUS]->(corpus:Corpus)
    WHERE corpus.key IN $corpora
      AND ($scopes IS NULL OR corpus.scope IN $scopes) AND corpus.sensitivity <= $clearance AND (corpus.retiredAt IS NULL OR corpus.retiredAt > $now)
      AND (in.validFrom IS NULL OR in.validFrom <= $asOf) AND (in.validTo IS NULL OR in.validTo > $asOf)
  })
  AND (size($domains) = 0 OR EXISTS {
    MATCH way = (document)-[:HOME_DOMAIN|ABOUT]->(:Domain)-[:SUBDOMAIN_OF*0..32]->(domain:Domain)
    WHERE domain.key IN $domains
      AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
      AND all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  })
WITH bound, chunk, version, document, measure, key ORDER BY measure DESC, key LIMIT $candidates
RETURN chunk.id AS id, chunk.key AS key, chunk.text AS text, chunk.start AS start, chunk.end AS end,
  head(COLLECT {
    MATCH (chunk)-[:NEXT]->(following:Chunk)
    WHERE ($scopes IS NULL OR following.scope IN $scopes) AND following.sensitivity <= $clearance AND (following.retiredAt IS NULL OR following.retiredAt > $now)
    RETURN following.id
  }) AS next,
  version.id AS versionId, version.key AS versionKey, document.id AS documentId, document.key AS documentKey, coalesce(document.title, document.key) AS title, version.language AS language,
  CASE WHEN chunk.embedder = $embedder THEN $embedder WHEN chunk.embedding IS NOT NULL THEN coalesce(chunk.embedder, "") END AS embedder,
  bound, 2 * measure - 1 AS dense
