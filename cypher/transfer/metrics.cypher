// The metrics that a task is scored with, those of its newest version first and its primary ones before others; with what is better.
:params {scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "reset-password"}) RETURN n.id }[0];
:param now => datetime();
MATCH (task:Task {id: $task})<-[:VERSION_OF]-(version:TaskVersion)-[measured:MEASURED_BY]->(metric:Metric)
WHERE version.state <> "RETIRED"
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
WITH metric, max(version.ordinal) AS newest, max(CASE WHEN measured.primary THEN version.ordinal ELSE 0 END) AS primary
ORDER BY newest DESC, primary DESC, metric.key
RETURN metric.id AS id, metric.key AS key, coalesce(metric.family, metric.key) AS family, metric.better AS better, metric.target AS target, metric.min AS min, metric.max AS max
