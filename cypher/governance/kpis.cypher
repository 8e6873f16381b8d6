// The KPIs of tasks that have a floor.
:params {scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "answer-from-knowledge-base"}) RETURN n.id };
:param now => datetime();
UNWIND $tasks AS id
MATCH (task:Task {id: id})<-[:FOR_TASK]-(kpi:Kpi)-[:OF_METRIC]->(metric:Metric)
WHERE kpi.floor IS NOT NULL
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR kpi.scope IN $scopes) AND kpi.sensitivity <= $clearance AND (kpi.retiredAt IS NULL OR kpi.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
RETURN task.id AS task, kpi.key AS kpi, kpi.floor AS floor, kpi.sensitivity AS sensitivity, metric.key AS metric, metric.better AS better, metric.target AS target
ORDER BY kpi
