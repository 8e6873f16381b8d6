// Data that was made for tasks: the dataset versions that cover each, newest first.
:params {scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo"}) RETURN n.id };
:param now => datetime();
UNWIND $tasks AS id
MATCH (task:Task {id: id})<-[:COVERS]-(data:DatasetVersion)
WHERE data.state <> "RETIRED" AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
RETURN data.id AS data, collect(task.id) AS tasks
ORDER BY data
