// The task with a key: where context, prompts and predictions begin.
:params {workspace: "demo", key: "reset-password", scopes: null, clearance: 3};
:param now => datetime();
MATCH (task:Task {workspace: $workspace, key: $key})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
RETURN task.id AS id, coalesce(task.languages, []) AS languages
