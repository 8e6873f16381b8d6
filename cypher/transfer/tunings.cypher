// Which model versions were made by training others further, and the tasks that the data of that training covers.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (after:ModelVersion {workspace: $workspace})-[edge:DERIVED_FROM]->(before:ModelVersion)
WHERE edge.relation IN ["FINETUNE", "ADAPTER", "CONTINUED"]
  AND ($scopes IS NULL OR after.scope IN $scopes) AND after.sensitivity <= $clearance AND (after.retiredAt IS NULL OR after.retiredAt > $now)
  AND ($scopes IS NULL OR before.scope IN $scopes) AND before.sensitivity <= $clearance AND (before.retiredAt IS NULL OR before.retiredAt > $now)
MATCH (after)-[:GENERATED_BY]->(run:Run)-[:USED]->(data:DatasetVersion)-[:COVERS]->(task:Task)
WHERE ($scopes IS NULL OR run.scope IN $scopes) AND run.sensitivity <= $clearance AND (run.retiredAt IS NULL OR run.retiredAt > $now)
  AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
RETURN after.id AS after, before.id AS before, collect(DISTINCT task.id) AS tasks
ORDER BY after, before
