// What an alert of these signals would touch: the KPIs that they track or lead, the tasks that they tell of, the deployments that they see (each
// with the state of what it serves), and what stands already: alerts and baselines.
:params {scopes: null, clearance: 3};
:param signals => COLLECT { MATCH (n:Signal {workspace: "demo", key: "reassignment-weekly"}) RETURN n.id };
:param asOf => datetime("2026-11-16T00:00:00Z");
:param now => datetime();
UNWIND $signals AS id
MATCH (signal:Signal {id: id})-[:OBSERVES]->(observed), (signal)-[:OF_METRIC]->(metric:Metric)
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
  AND ($scopes IS NULL OR observed.scope IN $scopes) AND observed.sensitivity <= $clearance AND (observed.retiredAt IS NULL OR observed.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
CALL (observed) {
  WITH observed WHERE observed:Task
  RETURN observed AS task
  UNION
  MATCH (observed)-[:FOR_TASK]->(task:Task)
  RETURN task
  UNION
  MATCH (observed)<-[:SERVES]-(serving:Deployment)-[:FOR_TASK]->(task:Task)
  WHERE ($scopes IS NULL OR serving.scope IN $scopes) AND serving.sensitivity <= $clearance AND (serving.retiredAt IS NULL OR serving.retiredAt > $now)
  RETURN task
}
WITH signal, observed, metric, collect(DISTINCT task) AS near
RETURN signal.id AS signal, signal.key AS key, signal.workspace AS workspace, signal.threshold AS threshold, observed.id AS observed,
  metric.id AS metric, metric.better AS better, metric.target AS target, metric.unit AS unit,
  COLLECT {
    UNWIND near AS task
    WITH task WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
    RETURN {id: task.id, key: task.key} ORDER BY task.key
  } AS tasks,
  COLLECT {
    MATCH (signal)-[to:TRACKS|LEADS]->(kpi:Kpi)
    WHERE (to.validFrom IS NULL OR to.validFrom <= $asOf) AND (to.validTo IS NULL OR to.validTo > $asOf)
      AND ($scopes IS NULL OR kpi.scope IN $scopes) AND kpi.sensitivity <= $clearance AND (kpi.retiredAt IS NULL OR kpi.retiredAt > $now)
    RETURN DISTINCT {key: kpi.key, floor: kpi.floor, tracked: type(to) = "TRACKS"}
  } AS kpis,
  COLLECT {
    MATCH (deployment:Deployment)-[:SERVES]->(version:SystemVersion)
    WHERE (deployment = observed OR version = observed OR EXISTS { (deployment)-[:FOR_TASK]->(observed) })
      AND ($scopes IS NULL OR deployment.scope IN $scopes) AND deployment.sensitivity <= $clearance AND (deployment.retiredAt IS NULL OR deployment.retiredAt > $now)
      AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
    RETURN {id: deployment.id, key: deployment.key, from: deployment.validFrom.epochMillis, to: deployment.validTo.epochMillis, approved: version.state IN ["APPROVED", "RETIRED"]}
  } AS deployments,
  COLLECT {
    MATCH (alert:Alert)-[:RAISED_BY]->(signal)
    WHERE ($scopes IS NULL OR alert.scope IN $scopes) AND alert.sensitivity <= $clearance AND (alert.retiredAt IS NULL OR alert.retiredAt > $now)
    RETURN {key: alert.key, state: alert.state, severity: alert.severity, since: alert.since.epochMillis, size: alert.size}
  } AS alerts,
  COLLECT {
    MATCH (signal)<-[:OF_SIGNAL]-(baseline:Baseline)
    WHERE ($scopes IS NULL OR baseline.scope IN $scopes) AND baseline.sensitivity <= $clearance AND (baseline.retiredAt IS NULL OR baseline.retiredAt > $now)
    RETURN {from: baseline.from.epochMillis, because: COLLECT {
      MATCH (baseline)-[:BECAUSE_OF]->(event)
      WHERE ($scopes IS NULL OR event.scope IN $scopes) AND event.sensitivity <= $clearance AND (event.retiredAt IS NULL OR event.retiredAt > $now)
      RETURN event.id
    }}
  } AS baselines
