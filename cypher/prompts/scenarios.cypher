// The scenarios of the task that a prompt version is for: items with assertions on the prompt or on answers to it, of data that covers the task.
:params {scopes: null, clearance: 3};
:param version => COLLECT { MATCH (n:PromptVersion {workspace: "demo", key: "answer-from-knowledge-base@3"}) RETURN n.id }[0];
:param now => datetime();
MATCH (version:PromptVersion {id: $version})-[:VERSION_OF]->(prompt:Prompt)-[:FOR_TASK]->(task:Task)<-[:COVERS]-(data:DatasetVersion)-[:CONTAINS]->(item:Item)
WHERE data.state <> "RETIRED" AND (item.assertions CONTAINS '"prompt"' OR item.assertions CONTAINS '"answer":[')
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR prompt.scope IN $scopes) AND prompt.sensitivity <= $clearance AND (prompt.retiredAt IS NULL OR prompt.retiredAt > $now)
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
  AND ($scopes IS NULL OR item.scope IN $scopes) AND item.sensitivity <= $clearance AND (item.retiredAt IS NULL OR item.retiredAt > $now)
RETURN DISTINCT item.id AS id, item.key AS key, item.input AS input, item.assertions AS assertions, task.key AS task, version.key AS version
ORDER BY key
