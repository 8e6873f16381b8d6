// What an answer, with the steps that led to it, came from: the prompts, all that is in them, the passages cited, the system
// versions. Of a chunk: for each answer that cites it or answers a prompt with it, by a step too, the newest first. All by ids.
:params {chunk: null, scopes: null, clearance: 3};
:param answer => COLLECT { MATCH (n:Answer {workspace: "demo", key: "4f0c1d9b7a2e4c6d8e1f300000000005"}) RETURN n.id }[0];
:param most => 20;
:param now => datetime();
CALL () {
  MATCH (whole:Answer {id: $answer})
  WHERE ($scopes IS NULL OR whole.scope IN $scopes) AND whole.sensitivity <= $clearance AND (whole.retiredAt IS NULL OR whole.retiredAt > $now)
  RETURN whole
  UNION
  MATCH way = (:Chunk {id: $chunk})<-[:CITES]-(:Answer)<-[:HAS_STEP*0..8]-(whole:Answer)
  WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
  RETURN whole
  UNION
  MATCH way = (:Chunk {id: $chunk})<-[:BUILT_FROM]-(:PromptBuild)<-[:FROM_BUILD]-(:Answer)<-[:HAS_STEP*0..8]-(whole:Answer)
  WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
  RETURN whole
}
WITH whole
WHERE $chunk IS NULL OR NOT EXISTS {
  MATCH (whole)<-[:HAS_STEP]-(above:Answer)
  WHERE ($scopes IS NULL OR above.scope IN $scopes) AND above.sensitivity <= $clearance AND (above.retiredAt IS NULL OR above.retiredAt > $now)
}
WITH whole ORDER BY whole.at DESC, whole.key LIMIT $most
WITH whole, COLLECT {
  MATCH way = (whole)-[:HAS_STEP*0..8]->(part:Answer)
  WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
  RETURN DISTINCT part ORDER BY part.at, part.key LIMIT 1000
} AS parts
WITH whole, parts, COLLECT {
  UNWIND parts AS part
  MATCH (part)-[:FROM_BUILD]->(build:PromptBuild)
  WHERE ($scopes IS NULL OR build.scope IN $scopes) AND build.sensitivity <= $clearance AND (build.retiredAt IS NULL OR build.retiredAt > $now)
  RETURN DISTINCT build ORDER BY build.id
} AS builds
RETURN whole.id AS answer, [part IN parts WHERE part.id <> whole.id | part.id] AS steps, [build IN builds | build.id] AS builds,
  COLLECT {
    UNWIND builds AS build
    MATCH (build)-[:BUILT_FROM]->(piece)
    WHERE ($scopes IS NULL OR piece.scope IN $scopes) AND piece.sensitivity <= $clearance AND (piece.retiredAt IS NULL OR piece.retiredAt > $now)
    RETURN DISTINCT piece.id ORDER BY piece.id
  } AS pieces,
  COLLECT {
    UNWIND parts AS part
    MATCH (part)-[:CITES]->(cited:Chunk)
    WHERE ($scopes IS NULL OR cited.scope IN $scopes) AND cited.sensitivity <= $clearance AND (cited.retiredAt IS NULL OR cited.retiredAt > $now)
    RETURN DISTINCT cited.id ORDER BY cited.id
  } AS cited,
  COLLECT {
    UNWIND parts AS part
    MATCH (part)-[:BY]->(system:SystemVersion)
    WHERE ($scopes IS NULL OR system.scope IN $scopes) AND system.sensitivity <= $clearance AND (system.retiredAt IS NULL OR system.retiredAt > $now)
    RETURN DISTINCT system.id ORDER BY system.id
  } AS systems
ORDER BY whole.at DESC, whole.key
