// The best chunks for a query in each channel, full-text and dense, among those that may be used: of documents that the viewer
// sees, in versions current at a time, not denied by policies, and within the filters (an empty list filters nothing). Each comes
// with both scores: BM25 where the full-text index found it, and its exact cosine. For the dense channel the nearest chunks are
// proposed by vector indexes, and all chunks of some places, of what the filters lead to, of some ids, or of the workspace; whatever proposes
// them, all are held to the same conditions. $nearest are asked of each index: `bound` is the cosine, as Neo4j counts
// (0 to 1), down to which all indexes have told what they have; null where they have told all. The full-text index gives the best
// first, and $worded of what the viewer sees are taken: `isCut` where it had more. A RESTRICTED chunk is used only where its whole version is RESTRICTED,
// as policies and reviews speak of versions. Chunks whose vectors another embedder made have no cosine and come first (null is last
// in order), so that they are seen.
:params {workspace: "demo", words: "reset password", vector: [], embedder: "", denied: [], corpora: [], languages: [], domains: [], documents: [], chunks: [], indexes: [], places: [], among: "workspace", scopes: null, clearance: 3};
:param candidates => 100;
:param nearest => 100;
:param worded => 500;
:param asOf => datetime();
:param now => datetime();
CALL () {
  UNWIND $indexes AS index
  CALL (index) {
    CALL db.index.vector.queryNodes(index, $nearest, $vector) YIELD node AS chunk, score
    RETURN collect(chunk) AS proposed, min(score) AS least
  }
  RETURN collect(proposed) AS proposals, max(CASE WHEN size(proposed) >= $nearest THEN least END) AS bound
}
CALL () {
  WITH $words AS words WHERE words <> ""
  CALL db.index.fulltext.queryNodes("chunk_search", words) YIELD node AS chunk, score
  WHERE chunk.workspace = $workspace
    AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
  WITH chunk, score LIMIT $worded
  RETURN collect({chunk: chunk, score: score}) AS worded
}
UNWIND ["full-text", "dense"] AS channel
CALL (channel, proposals, worded) {
  CALL (channel, proposals, worded) {
    WITH channel, worded WHERE channel = "full-text"
    UNWIND worded AS found
    RETURN found.chunk AS chunk, found.score AS fullText
    UNION ALL
    WITH channel, proposals WHERE channel = "dense"
    UNWIND proposals AS proposed UNWIND proposed AS chunk
    RETURN chunk, null AS fullText
    UNION ALL
    WITH channel WHERE channel = "dense"
    UNWIND $places AS place
    MATCH (chunk:Chunk {workspace: $workspace, scope: place.scope, sensitivity: place.sensitivity})
    WHERE coalesce(chunk.embedder, "") IN place.embedders
    RETURN chunk, null AS fullText
    UNION ALL
    WITH channel WHERE channel = "dense" AND $among = "chunks"
    UNWIND $chunks AS id
    MATCH (chunk:Chunk {id: id})
    RETURN chunk, null AS fullText
    UNION ALL
    WITH channel WHERE channel = "dense" AND $among = "documents"
    UNWIND $documents AS key
    MATCH (:Document {workspace: $workspace, key: key})<-[:VERSION_OF]-(:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
    RETURN chunk, null AS fullText
    UNION ALL
    WITH channel WHERE channel = "dense" AND $among = "corpora"
    UNWIND $corpora AS key
    MATCH (:Corpus {workspace: $workspace, key: key})<-[:IN_CORPUS]-(document:Document)<-[:VERSION_OF]-(:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
    RETURN DISTINCT chunk, null AS fullText
    UNION ALL
    WITH channel WHERE channel = "dense" AND $among = "domains"
    UNWIND $domains AS key
    MATCH (:Domain {workspace: $workspace, key: key})<-[:SUBDOMAIN_OF*0..32]-(:Domain)<-[:HOME_DOMAIN|ABOUT]-(:Document)<-[:VERSION_OF]-(:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
    RETURN DISTINCT chunk, null AS fullText
    UNION ALL
    WITH channel WHERE channel = "dense" AND $among = "workspace"
    UNWIND [$workspace] AS workspace
    MATCH (chunk:Chunk {workspace: workspace})
    RETURN chunk, null AS fullText
  }
  MATCH (chunk)-[:PART_OF]->(version:DocumentVersion)-[:VERSION_OF]->(document:Document)
  WHERE (channel = "full-text" OR chunk.embedding IS NOT NULL)
    AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
    AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
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
  WITH chunk, version, document, fullText,
    CASE WHEN channel = "full-text" THEN fullText WHEN chunk.embedder = $embedder THEN vector.similarity.cosine(chunk.embedding, $vector) END AS measure
  ORDER BY measure DESC, chunk.key LIMIT $candidates
  RETURN chunk, version, document, fullText
}
WITH bound, size(worded) = $worded AS isCut, chunk, version, document, max(fullText) AS fullText, "dense" IN collect(channel) AS isNear
RETURN chunk.id AS id, chunk.key AS key, chunk.text AS text, chunk.start AS start, chunk.end AS end,
  head(COLLECT {
    MATCH (chunk)-[:NEXT]->(following:Chunk)
    WHERE ($scopes IS NULL OR following.scope IN $scopes) AND following.sensitivity <= $clearance AND (following.retiredAt IS NULL OR following.retiredAt > $now)
    RETURN following.id
  }) AS next,
  version.id AS versionId, version.key AS versionKey, document.id AS documentId, document.key AS documentKey,
  coalesce(document.title, document.key) AS title, version.language AS language, fullText, isNear, bound, isCut,
  CASE WHEN chunk.embedder = $embedder THEN 2 * vector.similarity.cosine(chunk.embedding, $vector) - 1 END AS dense,
  CASE WHEN chunk.embedding IS NOT NULL THEN coalesce(chunk.embedder, "") END AS embedder
ORDER BY key
