// Every valid score of a metric family over all cases in a workspace, by task and metric: who scored, what decides whether two can be compared,
// and who may see them. A metric without a family is one of its own. Evaluations with a judge or data that the viewer may not see are left out.
:params {workspace: "pythia", family: "acc", scopes: null, clearance: 3};
:param now => datetime();
MATCH (metric:Metric {workspace: $workspace})
WHERE coalesce(metric.family, metric.key) = $family AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
MATCH (metric)<-[:OF_METRIC]-(score:Score)-[:OF_EVALUATION]->(evaluation:Evaluation)-[:ON]->(version:TaskVersion)-[:VERSION_OF]->(task:Task)
WHERE score.value IS NOT NULL AND evaluation.state = "VALID" AND version.state <> "RETIRED" AND NOT EXISTS { (score)-[:ON_SLICE]->() }
  AND ($scopes IS NULL OR score.scope IN $scopes) AND score.sensitivity <= $clearance AND (score.retiredAt IS NULL OR score.retiredAt > $now)
  AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
MATCH (evaluation)-[:OF]->(subject)
WHERE (subject:ModelVersion OR subject:SystemVersion) AND ($scopes IS NULL OR subject.scope IN $scopes) AND subject.sensitivity <= $clearance AND (subject.retiredAt IS NULL OR subject.retiredAt > $now)
OPTIONAL MATCH (evaluation)-[with:WITH]->(data:DatasetVersion)
WHERE ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
OPTIONAL MATCH (evaluation)-[:JUDGED_BY]->(judge:SystemVersion)
WHERE ($scopes IS NULL OR judge.scope IN $scopes) AND judge.sensitivity <= $clearance AND (judge.retiredAt IS NULL OR judge.retiredAt > $now)
WITH metric, task, version, evaluation, score, subject, with, data, judge
WHERE (data IS NOT NULL OR NOT EXISTS { (evaluation)-[:WITH]->() }) AND (judge IS NOT NULL OR NOT EXISTS { (evaluation)-[:JUDGED_BY]->() })
WITH metric, task, subject, data, judge, score, [subject.id, score.value, score.stdErr, version.protocolDigest, version.ordinal, data.id, with.split, judge.id, score.extraction, evaluation.at.epochMillis, evaluation.origin] AS entry
WITH metric, task, collect(entry) AS entries, collect(DISTINCT score.scope) + collect(DISTINCT subject.scope) + collect(DISTINCT data.scope) + collect(DISTINCT judge.scope) AS others,
  max(score.sensitivity) AS scoreRank, max(coalesce(judge.sensitivity, 0)) AS judgeRank
RETURN task.id AS task, metric.key AS metric, metric.better AS better, metric.min AS min, metric.max AS max, entries,
  [task.scope, metric.scope] + others AS within, CASE WHEN scoreRank > judgeRank THEN scoreRank ELSE judgeRank END AS sensitivity
ORDER BY task, metric
