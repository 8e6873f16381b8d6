// The versions of documents by the documents' keys, oldest first, and which spans of their texts have vectors, by an embedder or others.
:params {documents: ["kb/vpn-setup"], workspace: "demo", embedder: "bge-small-en-v1.5-q@", scopes: null, clearance: 3};
:param now => datetime();
MATCH (document:Document {workspace: $workspace})<-[:VERSION_OF]-(version:DocumentVersion)
WHERE document.key IN $documents
  AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
RETURN document.key AS document, version.key AS key, version.ordinal AS ordinal, version.textDigest AS textDigest, version.language AS language, version.linkedAs AS linkedAs,
  version.validFrom.epochMillis AS validFrom, version.validTo.epochMillis AS validTo,
  COLLECT {
    MATCH (version)<-[:PART_OF]-(chunk:Chunk)
    WHERE ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
      AND chunk.embedding IS NOT NULL
    RETURN {start: chunk.start, end: chunk.end, isOwn: coalesce(chunk.embedder = $embedder, false)}
  } AS embedded
ORDER BY document, ordinal
