// One hop upstream from these nodes: what each was made from or with. Computed are two steps: what the alias of a floating part held
// at that time, and the wordings of documents that a corpus held when its version was made.
:params {scopes: null, clearance: 3};
:param nodes => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN elementId(n) };
:param rows => 20000;
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
UNWIND $nodes AS element
MATCH (near) WHERE elementId(near) = element
  AND ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
CALL (near) {
  MATCH (near)-[edge:AGAINST|BASED_ON|BUILT_FROM|BY|CITES|CONTAINS|DERIVED_FROM|EMBEDS|FROM_BUILD|GENERATED_BY|HAS_STEP|JUDGED_BY|OF|PART_OF|RESOLVED|SERVES|SHOWS|TAKEN_FROM|TESTED_WITH|USED|USES|WITH]->(far)
  WHERE edge.alias IS NULL
  RETURN far, type(edge) AS type, false AS computed
  UNION
  MATCH (near:SystemVersion)-[uses:USES]->(head)-[alias:ALIAS]->(far)
  WHERE alias.name = uses.alias AND (alias.validFrom IS NULL OR alias.validFrom <= $asOf) AND (alias.validTo IS NULL OR alias.validTo > $asOf)
    AND ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
  RETURN far, "USES" AS type, true AS computed
  UNION
  MATCH (near:CorpusVersion)-[:VERSION_OF]->(corpus:Corpus)<-[in:IN_CORPUS]-(document:Document)<-[:VERSION_OF]-(far:DocumentVersion)
  WHERE (in.validFrom IS NULL OR in.validFrom <= near.at) AND (in.validTo IS NULL OR in.validTo > near.at)
    AND (far.validFrom IS NULL OR far.validFrom <= near.at) AND (far.validTo IS NULL OR far.validTo > near.at)
    AND ($scopes IS NULL OR corpus.scope IN $scopes) AND corpus.sensitivity <= $clearance AND (corpus.retiredAt IS NULL OR corpus.retiredAt > $now)
    AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  RETURN far, "IN_CORPUS" AS type, true AS computed
}
WITH near, far, type, computed
WHERE ($scopes IS NULL OR far.scope IN $scopes) AND far.sensitivity <= $clearance AND (far.retiredAt IS NULL OR far.retiredAt > $now)
ORDER BY far.id, near.id, type
LIMIT $rows
RETURN elementId(near) AS near, elementId(far) AS far, near.id AS nearId, far.id AS farId, type, computed
