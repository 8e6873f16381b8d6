// Approved worked examples of a task, in one language or in none where one is asked for.
:params {language: null, scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "classify-intent"}) RETURN n.id }[0];
:param limit => 256;
:param now => datetime();
MATCH (task:Task {id: $task})<-[:FOR_TASK]-(example:Demonstration {state: "APPROVED"})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
  AND ($language IS NULL OR example.language IS NULL OR example.language = $language)
RETURN example.id AS id, example.key AS key, example.input AS input, example.output AS output, example.label AS label, example.language AS language
ORDER BY key LIMIT $limit
