// The signals that tell of a task and its neighbours (subtasks, parent, related tasks): those that watch the task, a deployment that
// serves it at that time, or the system version served. A signal that comes by several ways comes by the nearest task.
:params {scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "ticket-triage"}) RETURN n.id }[0];
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
MATCH (task:Task {id: $task})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
CALL (task) {
  RETURN task AS near, 0 AS rank, "SELF" AS relation
  UNION
  MATCH (task)<-[edge:SUBTASK_OF]-(near:Task) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
  RETURN near, 1 AS rank, "SUBTASK" AS relation
  UNION
  MATCH (task)-[edge:SUBTASK_OF]->(near:Task) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
  RETURN near, 2 AS rank, "PARENT" AS relation
  UNION
  MATCH (task)-[edge:RELATED_TO]-(near:Task) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
  RETURN near, 3 AS rank, "RELATED" AS relation
}
WITH near, rank, relation
WHERE ($scopes IS NULL OR near.scope IN $scopes) AND near.sensitivity <= $clearance AND (near.retiredAt IS NULL OR near.retiredAt > $now)
CALL (near) {
  RETURN near AS observed
  UNION
  MATCH (near)<-[:FOR_TASK]-(observed:Deployment) WHERE (observed.validFrom IS NULL OR observed.validFrom <= $asOf) AND (observed.validTo IS NULL OR observed.validTo > $asOf)
  RETURN observed
  UNION
  MATCH (near)<-[:FOR_TASK]-(deployment:Deployment)-[:SERVES]->(observed:SystemVersion) WHERE (deployment.validFrom IS NULL OR deployment.validFrom <= $asOf) AND (deployment.validTo IS NULL OR deployment.validTo > $asOf)
    AND ($scopes IS NULL OR deployment.scope IN $scopes) AND deployment.sensitivity <= $clearance AND (deployment.retiredAt IS NULL OR deployment.retiredAt > $now)
  RETURN observed
}
WITH near, rank, relation, observed
WHERE ($scopes IS NULL OR observed.scope IN $scopes) AND observed.sensitivity <= $clearance AND (observed.retiredAt IS NULL OR observed.retiredAt > $now)
MATCH (observed)<-[:OBSERVES]-(signal:Signal)-[:OF_METRIC]->(metric:Metric)
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
WITH signal, metric, near, relation, observed ORDER BY rank, near.key
WITH signal, metric, head(collect({task: near.id, relation: relation, observed: observed.id})) AS way
ORDER BY signal.key
RETURN signal.id AS signal, signal.threshold AS threshold, metric.better AS better, metric.target AS target, metric.unit AS unit, metric.min AS min, metric.max AS max,
  way.task AS task, way.relation AS relation, way.observed AS observed
