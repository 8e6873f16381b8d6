// Newest valid scores of versions on tasks, by the primary metric where it has both bounds, in points turned so that more is better: what a
// change from one version to the next did to each task. Scores under one task version and data are told of together.
:params {scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo"}) RETURN n.id };
:param now => datetime();
MATCH (task:Task)<-[:VERSION_OF]-(version:TaskVersion)-[measured:MEASURED_BY {primary: true}]->(metric:Metric)
WHERE task.id IN $tasks AND metric.min IS NOT NULL AND metric.max > metric.min
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
MATCH (version)<-[:ON]-(evaluation:Evaluation {state: "VALID"})-[:OF]->(subject:SystemVersion|ModelVersion)-[:VERSION_OF]->(head)
WHERE NOT EXISTS { (evaluation)-[:JUDGED_BY]->() }
  AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
  AND ($scopes IS NULL OR subject.scope IN $scopes) AND subject.sensitivity <= $clearance AND (subject.retiredAt IS NULL OR subject.retiredAt > $now)
  AND ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
MATCH (evaluation)<-[:OF_EVALUATION]-(score:Score)-[:OF_METRIC]->(metric)
WHERE score.value IS NOT NULL AND NOT EXISTS { (score)-[:ON_SLICE]->() }
  AND ($scopes IS NULL OR score.scope IN $scopes) AND score.sensitivity <= $clearance AND (score.retiredAt IS NULL OR score.retiredAt > $now)
WITH task, version, head, subject, evaluation.origin AS origin, COLLECT { MATCH (evaluation)-[:WITH]->(data) WHERE ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now) RETURN data.id } AS data, evaluation.at AS at,
  100 * (score.value - metric.min) / (metric.max - metric.min) * CASE metric.better WHEN "LOWER" THEN -1 ELSE 1 END AS points
ORDER BY at DESC
WITH task, version, head, subject, origin, data, head(collect(points)) AS points
RETURN task.id AS task, head.id AS head, subject.ordinal AS ordinal, version.id + reduce(all = "", each IN data | all + each) AS under, origin, points
ORDER BY task, head, ordinal, under, origin
