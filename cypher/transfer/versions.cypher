// What is known of versions of models and systems before they were evaluated: of a model what was published about it, and what it derives
// from with the least number of steps; of a system what it uses, the models in it and in its parts too. Each with its scope and sensitivity.
:params {scopes: null, clearance: 3};
:param versions => COLLECT { MATCH (n:ModelVersion {workspace: "demo"}) RETURN n.id } + COLLECT { MATCH (n:SystemVersion {workspace: "demo"}) RETURN n.id };
:param now => datetime();
UNWIND $versions AS id
CALL (id) {
  MATCH (model:ModelVersion {id: id})
  WHERE ($scopes IS NULL OR model.scope IN $scopes) AND model.sensitivity <= $clearance AND (model.retiredAt IS NULL OR model.retiredAt > $now)
  OPTIONAL MATCH (model)-[:VERSION_OF]->(head:Model)
  WHERE ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
  RETURN model AS version, head, COLLECT {
    MATCH way = (model)-[:DERIVED_FROM*1..16]->(base:ModelVersion)
    WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH base, min(length(way)) AS steps ORDER BY steps, base.id
    RETURN [base.id, steps, base.scope, base.sensitivity, base.key]
  } AS bases
  UNION ALL
  MATCH (system:SystemVersion {id: id})
  WHERE ($scopes IS NULL OR system.scope IN $scopes) AND system.sensitivity <= $clearance AND (system.retiredAt IS NULL OR system.retiredAt > $now)
  OPTIONAL MATCH (system)-[:VERSION_OF]->(head:System)
  WHERE ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
  RETURN system AS version, head, COLLECT {
    MATCH way = (system)-[:USES*1..3]->(part)
    WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH part, min(length(way)) AS steps ORDER BY steps, part.id
    RETURN [part.id, steps, part.scope, part.sensitivity, part.key]
  } + COLLECT {
    MATCH (system)-[uses:USES]->(:Model)-[alias:ALIAS]->(held:ModelVersion)
    WHERE alias.name = uses.alias AND (alias.validFrom IS NULL OR alias.validFrom <= $now) AND (alias.validTo IS NULL OR alias.validTo > $now)
      AND ($scopes IS NULL OR held.scope IN $scopes) AND held.sensitivity <= $clearance AND (held.retiredAt IS NULL OR held.retiredAt > $now)
    RETURN [held.id, 1, held.scope, held.sensitivity, held.key]
  } AS bases
}
RETURN version.id AS id, version.key AS key, version.ordinal AS ordinal, head.id AS head, head.organization AS organization, version.parameterCount AS parameterCount,
  version.releasedAt.epochMillis AS releasedAt, version.contextTokens AS contextTokens, version.access AS access, version.attributes AS attributes, bases,
  version.scope AS scope, version.sensitivity AS sensitivity
