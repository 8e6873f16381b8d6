// The signals that see a deployment, or the deployments that serve a model version at a time: those that watch them, the system version that they
// serve, or the task that they serve. A signal that comes by several ways comes once.
:params {scopes: null, clearance: 3};
:param of => COLLECT { MATCH (n:Deployment {workspace: "demo", key: "router-production-2026-09"}) RETURN n.id }[0];
:param asOf => datetime("2026-11-16T00:00:00Z");
:param now => datetime();
CALL () {
  MATCH (deployment:Deployment {id: $of})
  RETURN deployment
  UNION
  MATCH way = (:ModelVersion {id: $of})<-[:USES*1..2]-(:SystemVersion)<-[:SERVES]-(serving:Deployment)
  WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    AND (serving.validFrom IS NULL OR serving.validFrom <= $asOf) AND (serving.validTo IS NULL OR serving.validTo > $asOf)
  RETURN serving AS deployment
}
WITH deployment
WHERE ($scopes IS NULL OR deployment.scope IN $scopes) AND deployment.sensitivity <= $clearance AND (deployment.retiredAt IS NULL OR deployment.retiredAt > $now)
MATCH (deployment)-[:SERVES]->(version:SystemVersion), (deployment)-[:FOR_TASK]->(task:Task)
WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
UNWIND [deployment, version, task] AS observed
MATCH (observed)<-[:OBSERVES]-(signal:Signal)-[:OF_METRIC]->(metric:Metric)
WHERE ($scopes IS NULL OR observed.scope IN $scopes) AND observed.sensitivity <= $clearance AND (observed.retiredAt IS NULL OR observed.retiredAt > $now)
  AND ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
WITH signal, metric, task, observed ORDER BY task.key
WITH signal, metric, head(collect({task: task.id, observed: observed.id})) AS way
ORDER BY signal.key
RETURN signal.id AS signal, signal.threshold AS threshold, metric.better AS better, metric.target AS target, metric.unit AS unit, metric.min AS min, metric.max AS max,
  way.task AS task, "SELF" AS relation, way.observed AS observed
