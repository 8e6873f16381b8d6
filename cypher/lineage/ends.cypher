// Where impact ends: the tasks that these deployments serve, that these evaluations and task versions are of, and the goals set for
// those tasks; with how many edges each is beyond what was given.
:params {scopes: null, clearance: 3};
:param nodes => COLLECT { MATCH (n:Deployment {workspace: "demo"}) RETURN elementId(n) };
:param now => datetime();
UNWIND $nodes AS element
MATCH (near) WHERE elementId(near) = element
  AND ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
CALL (near) {
  MATCH (near:Deployment)-[:FOR_TASK]->(task:Task)
  RETURN task, 1 AS steps
  UNION
  MATCH (near:TaskVersion)-[:VERSION_OF]->(task:Task)
  RETURN task, 1 AS steps
  UNION
  MATCH (near:Evaluation)-[:ON]->(version:TaskVersion)-[:VERSION_OF]->(task:Task)
  WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  RETURN task, 2 AS steps
}
WITH near, task, steps
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
RETURN elementId(near) AS near, task.id AS task, steps, COLLECT {
  MATCH (task)<-[:FOR_TASK]-(kpi:Kpi)
  WHERE ($scopes IS NULL OR kpi.scope IN $scopes) AND kpi.sensitivity <= $clearance AND (kpi.retiredAt IS NULL OR kpi.retiredAt > $now)
  RETURN kpi.id ORDER BY kpi.id
} AS kpis
ORDER BY task, near
