// The best chunks by their words (a query of Lucene's, `wordsWithin.ts`) among those that may be used, with BM25 and, of those whose vectors this embedder made, the exact
// cosine (none of those in $measured, as the caller has theirs): of documents that the viewer sees, in versions current at a time, not
// denied by policies, and within the filters (an empty list filters nothing). The full-text index gives the best first, so that what it
// gives is looked at one by one until there are enough. A RESTRICTED chunk is used only where its whole version is RESTRICTED, as
// policies and reviews speak of versions. What has no vector is in no class, and isn't found.
// What a chunk is part of has no label here: a chunk is in versions of documents only, and with labels the planner may scan all versions for each chunk, by an
// index on them, where it expects next to no chunk to be left.
:params {workspace: "demo", words: "text:(reset password)", vector: [], embedder: "", denied: [], corpora: [], languages: [], domains: [], documents: [], measured: [], scopes: null, clearance: 3};
:param candidates => 100;
:param asOf => datetime();
:param now => datetime();
CALL db.index.fulltext.queryNodes("chunk_search", $words) YIELD node AS chunk, score
WHERE chunk.workspace = $workspace AND chunk.classes IS NOT NULL
  AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
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
WITH chunk, version, document, score LIMIT $candidates
RETURN chunk.id AS id, chunk.key AS key, chunk.text AS text, chunk.start AS start, chunk.end AS end,
  head(COLLECT {
    MATCH (chunk)-[:NEXT]->(following:Chunk)
    WHERE ($scopes IS NULL OR following.scope IN $scopes) AND following.sensitivity <= $clearance AND (following.retiredAt IS NULL OR following.retiredAt > $now)
    RETURN following.id
  }) AS next,
  version.id AS versionId, version.key AS versionKey, document.id AS documentId, document.key AS documentKey, coalesce(document.title, document.key) AS title, version.language AS language,
  CASE WHEN chunk.embedder = $embedder THEN $embedder WHEN chunk.embedding IS NOT NULL THEN coalesce(chunk.embedder, "") END AS embedder,
  score AS fullText, CASE WHEN chunk.embedder = $embedder AND NOT chunk.id IN $measured THEN 2 * vector.similarity.cosine(chunk.embedding, $vector) - 1 END AS dense
