// What best matches some words in the full-text indexes, over several kinds, best first. Chunks have the names of their classes beside their text.
:params {indexes: ["task_search", "document_search"], words: "reset password", workspace: "demo", scopes: null, clearance: 3};
:param first => 20;
:param now => datetime();
UNWIND $indexes AS index
CALL db.index.fulltext.queryNodes(index, CASE index WHEN "chunk_search" THEN "text:(" + $words + ")" ELSE $words END) YIELD node, score
WHERE node.workspace = $workspace
  AND ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now)
WITH node, score ORDER BY score DESC, node.key LIMIT $first
RETURN node.id AS node, score
