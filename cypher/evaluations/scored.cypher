// What subjects scored on tasks: their valid scores, with what decides whether two can be compared, and whether they are there item by
// item. Evaluations with a judge or data that the viewer may not see are left out: they can't be compared.
:params {scopes: null, clearance: 3};
:param subjects => COLLECT { MATCH (n:SystemVersion {workspace: "demo"}) WHERE n.key IN ["it-assistant@2026.07", "it-assistant@2026.10"] RETURN n.id };
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "answer-from-knowledge-base"}) RETURN n.id };
:param now => datetime();
UNWIND $tasks AS id
MATCH (task:Task {id: id})<-[:VERSION_OF]-(version:TaskVersion)<-[:ON]-(evaluation:Evaluation {state: "VALID"})-[:OF]->(subject)
WHERE subject.id IN $subjects AND version.state <> "RETIRED"
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
  AND ($scopes IS NULL OR subject.scope IN $scopes) AND subject.sensitivity <= $clearance AND (subject.retiredAt IS NULL OR subject.retiredAt > $now)
MATCH (evaluation)<-[:OF_EVALUATION]-(score:Score)-[:OF_METRIC]->(metric:Metric)
WHERE score.value IS NOT NULL
  AND ($scopes IS NULL OR score.scope IN $scopes) AND score.sensitivity <= $clearance AND (score.retiredAt IS NULL OR score.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
OPTIONAL MATCH (version)-[measured:MEASURED_BY]->(metric)
OPTIONAL MATCH (score)-[:ON_SLICE]->(slice:Slice)
WHERE ($scopes IS NULL OR slice.scope IN $scopes) AND slice.sensitivity <= $clearance AND (slice.retiredAt IS NULL OR slice.retiredAt > $now)
OPTIONAL MATCH (evaluation)-[with:WITH]->(data:DatasetVersion)
WHERE ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
OPTIONAL MATCH (evaluation)-[:JUDGED_BY]->(judge:SystemVersion)
WHERE ($scopes IS NULL OR judge.scope IN $scopes) AND judge.sensitivity <= $clearance AND (judge.retiredAt IS NULL OR judge.retiredAt > $now)
WITH *
WHERE (slice IS NOT NULL OR NOT EXISTS { (score)-[:ON_SLICE]->() }) AND (data IS NOT NULL OR NOT EXISTS { (evaluation)-[:WITH]->() })
  AND (judge IS NOT NULL OR NOT EXISTS { (evaluation)-[:JUDGED_BY]->() })
RETURN task.id AS task, subject.id AS subject, evaluation.id AS evaluation, evaluation.key AS evaluationKey, evaluation.sensitivity AS sensitivity, evaluation.origin AS origin,
  evaluation.at.epochMillis AS at, version.key AS version, version.ordinal AS ordinal, version.protocolDigest AS protocol, judge.key AS judge, data.key AS data, with.split AS split,
  score.id AS score, score.value AS value, score.n AS n, score.stdErr AS stdErr, score.extraction AS extraction, slice.key AS slice,
  metric.id AS metricId, metric.key AS metric, metric.better AS better, metric.target AS target, coalesce(measured.primary, false) AS primary,
  EXISTS {
    MATCH (items:ItemResultSet)-[:OF_SCORE]->(score)
    WHERE ($scopes IS NULL OR items.scope IN $scopes) AND items.sensitivity <= $clearance AND (items.retiredAt IS NULL OR items.retiredAt > $now)
  } AS itemised
ORDER BY task, score
