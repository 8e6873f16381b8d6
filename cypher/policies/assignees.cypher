// Whom a policy can be assigned to so that it binds one principal at work on one task: it, its teams, the task, the tasks above. They
// are those of $now with the edges of $asOf; where that is later, gone are those that are retired by then, or reached only by way of such.
:params {principal: "person/service-desk-lead", workspace: "demo", scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "reset-password"}) RETURN n.id }[0];
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
CALL () {
  MATCH way = (:Principal {workspace: $workspace, key: $principal})-[:MEMBER_OF*0..8]->(:Principal)
  RETURN way
  UNION
  MATCH way = (:Task {id: $task})-[:SUBTASK_OF*0..32]->(:Task)
  RETURN way
}
WITH way
WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
WITH last(nodes(way)).id AS id, collect(all(node IN nodes(way) WHERE node.retiredAt IS NULL OR node.retiredAt > $asOf)) AS isThere
RETURN id, NOT true IN isThere AS gone ORDER BY id
