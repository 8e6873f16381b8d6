// Which policies reach these tasks at a time: on them, on the tasks above them, on their domains and those above; each once, with
// the shortest way from the task to what it is set on, and whom it binds: principals, and the task itself or those above it. Tasks and
// domains are those of $now, what is said of them is judged at $asOf: where that is later, what was retired in between is still bound.
:params {action: null, scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "reset-password"}) RETURN n.id };
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
UNWIND $tasks AS taskId
MATCH (task:Task {id: taskId})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
CALL (task) {
  MATCH way = (task)-[:SUBTASK_OF*0..32]->(:Task)
  RETURN way
  UNION
  MATCH way = (task)-[:IN_DOMAIN]->(:Domain)-[:SUBDOMAIN_OF*0..32]->(:Domain)
  RETURN way
}
WITH task, way
WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
WITH task, [node IN nodes(way) | node.id] AS path, last(nodes(way)) AS place
MATCH (place)<-[governs:GOVERNS]-(policy:PolicyVersion)
WHERE ($scopes IS NULL OR place.scope IN $scopes) AND place.sensitivity <= $clearance AND (place.retiredAt IS NULL OR place.retiredAt > $now)
  AND ($scopes IS NULL OR policy.scope IN $scopes) AND policy.sensitivity <= $clearance AND (policy.retiredAt IS NULL OR policy.retiredAt > $now)
  AND (governs.validFrom IS NULL OR governs.validFrom <= $asOf) AND (governs.validTo IS NULL OR governs.validTo > $asOf)
  AND ($action IS NULL OR policy.action = $action)
  AND policy.state <> "RETIRED" AND (policy.retiredAt IS NULL OR policy.retiredAt > $asOf)
  AND policy.effectiveFrom <= $asOf AND (policy.effectiveTo IS NULL OR policy.effectiveTo > $asOf)
  AND NOT EXISTS {
    MATCH (policy)<-[:SUPERSEDES]-(newer:PolicyVersion)
    WHERE ($scopes IS NULL OR newer.scope IN $scopes) AND newer.sensitivity <= $clearance AND (newer.retiredAt IS NULL OR newer.retiredAt > $now)
      AND newer.state IN ["APPROVED", "RETIRED"] AND newer.effectiveFrom <= $asOf AND (newer.retiredAt IS NULL OR newer.retiredAt > $asOf)
  }
WITH task, policy, path ORDER BY size(path), path
WITH task, policy, head(collect(path)) AS path
RETURN task.id AS task, path, policy.id AS id, policy.key AS key, policy.text AS text, policy.effect AS effect, policy.action AS action,
  policy.purpose AS purpose, policy.constraint AS constraint, policy.state = "APPROVED" AS approved,
  NOT EXISTS { (policy)-[:ASSIGNED_TO]->() } AS everyone,
  COLLECT {
    MATCH (policy)-[:ASSIGNED_TO]->(who:Principal)
    WHERE ($scopes IS NULL OR who.scope IN $scopes) AND who.sensitivity <= $clearance AND (who.retiredAt IS NULL OR who.retiredAt > $now)
    RETURN who.id ORDER BY who.id
  } AS principals,
  COLLECT {
    MATCH (policy)-[:ASSIGNED_TO]->(above:Task), line = (task)-[:SUBTASK_OF*0..32]->(above)
    WHERE ($scopes IS NULL OR above.scope IN $scopes) AND above.sensitivity <= $clearance AND (above.retiredAt IS NULL OR above.retiredAt > $now)
      AND all(edge IN relationships(line) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
      AND all(node IN nodes(line) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    RETURN above.id ORDER BY above.id
  } AS tasks
ORDER BY task, size(path), key
