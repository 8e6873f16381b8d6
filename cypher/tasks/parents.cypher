// One hop up the hierarchy: the tasks that these tasks are a part of at a time.
:params {scopes: null, clearance: 3};
:param rows => 20000;
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "reset-password"}) RETURN n.id };
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
UNWIND $tasks AS id
MATCH (near:Task {id: id})-[edge:SUBTASK_OF]->(far:Task)
WHERE ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
  AND ($scopes IS NULL OR far.scope IN $scopes) AND far.sensitivity <= $clearance AND (far.retiredAt IS NULL OR far.retiredAt > $now)
  AND (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
WITH near, far ORDER BY near.key, far.key LIMIT $rows
RETURN near.id AS near, far.id AS far
