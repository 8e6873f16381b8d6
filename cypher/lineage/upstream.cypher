// One hop upstream from these nodes: what each was made from or with. Computed are two steps: what the alias of a floating part held
// at that time, and the wordings of documents that a corpus held when its version was made. The first $floating nodes are
// system versions, the next $dated ones corpus versions.
:params {scopes: null, clearance: 3, ordered: true};
:param codes => {AGAINST: 0, BASED_ON: 1, BUILT_FROM: 2, BY: 3, CITES: 4, CONTAINS: 5, DERIVED_FROM: 6, EMBEDS: 7, FROM_BUILD: 8, GENERATED_BY: 9, HAS_STEP: 10, JUDGED_BY: 11, OF: 12, PART_OF: 13, RESOLVED: 14, SERVES: 15, SHOWS: 16, TAKEN_FROM: 17, TESTED_WITH: 18, USED: 19, USES: 20, WITH: 21};
:param prefix => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN left(elementId(n), size(elementId(n)) - size(split(elementId(n), ":")[2])) }[0];
:param nodes => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN split(elementId(n), ":")[2] };
:param floating => 1;
:param dated => 0;
:param most => 20000;
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
CALL () {
  UNWIND range(0, size($nodes) - 1) AS at
  MATCH (near) WHERE elementId(near) = $prefix + $nodes[at]
    AND ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
  MATCH (near)-[edge:AGAINST|BASED_ON|BUILT_FROM|BY|CITES|CONTAINS|DERIVED_FROM|EMBEDS|FROM_BUILD|GENERATED_BY|HAS_STEP|JUDGED_BY|OF|PART_OF|RESOLVED|SERVES|SHOWS|TAKEN_FROM|TESTED_WITH|USED|USES|WITH]->(far)
  WHERE type(edge) <> "USES" OR edge.alias IS NULL
  RETURN at * 64 + $codes[type(edge)] AS step, far
  UNION ALL
  UNWIND range(0, $floating - 1) AS at
  MATCH (near:SystemVersion) WHERE elementId(near) = $prefix + $nodes[at]
    AND ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
  MATCH (near)-[uses:USES]->(head)-[alias:ALIAS]->(far)
  WHERE uses.alias IS NOT NULL AND alias.name = uses.alias AND (alias.validFrom IS NULL OR alias.validFrom <= $asOf) AND (alias.validTo IS NULL OR alias.validTo > $asOf)
    AND ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
  RETURN at * 64 + 62 AS step, far
  UNION ALL
  UNWIND range($floating, $floating + $dated - 1) AS at
  MATCH (near:CorpusVersion) WHERE elementId(near) = $prefix + $nodes[at]
    AND ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
  MATCH (near)-[:VERSION_OF]->(corpus:Corpus)<-[in:IN_CORPUS]-(document:Document)<-[:VERSION_OF]-(far:DocumentVersion)
  WHERE (in.validFrom IS NULL OR in.validFrom <= near.at) AND (in.validTo IS NULL OR in.validTo > near.at)
    AND (far.validFrom IS NULL OR far.validFrom <= near.at) AND (far.validTo IS NULL OR far.validTo > near.at)
    AND ($scopes IS NULL OR corpus.scope IN $scopes) AND corpus.sensitivity <= $clearance AND (corpus.retiredAt IS NULL OR corpus.retiredAt > $now)
    AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  RETURN at * 64 + 63 AS step, far
}
WITH far, collect(step) AS steps
WHERE ($scopes IS NULL OR far.scope IN $scopes) AND far.sensitivity <= $clearance AND (far.retiredAt IS NULL OR far.retiredAt > $now)
WITH far, far.id AS id, steps
ORDER BY CASE WHEN $ordered THEN id END
LIMIT $most
RETURN collect(substring(elementId(far), size($prefix))) AS fars, collect(id) AS ids, collect(steps) AS steps
