// What a leaderboard of these tasks is made from: the valid scores of one metric, over all cases or one slice, with what decides
// whether two can be compared. Evaluations with a judge or data that the viewer may not see are left out: they can't be compared.
:params {metric: "answer-correctness", slice: null, taskVersion: null, scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "reset-password"}) RETURN n.id };
:param now => datetime();
UNWIND $tasks AS id
MATCH (task:Task {id: id})<-[:VERSION_OF]-(version:TaskVersion)<-[:ON]-(evaluation:Evaluation {state: "VALID"})<-[:OF_EVALUATION]-(score:Score)-[:OF_METRIC]->(metric:Metric {key: $metric})
WHERE score.value IS NOT NULL
  AND CASE WHEN $taskVersion IS NULL THEN version.state <> "RETIRED" ELSE version.key = $taskVersion END
  AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
  AND ($scopes IS NULL OR score.scope IN $scopes) AND score.sensitivity <= $clearance AND (score.retiredAt IS NULL OR score.retiredAt > $now)
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
MATCH (evaluation)-[:OF]->(subject)
WHERE ($scopes IS NULL OR subject.scope IN $scopes) AND subject.sensitivity <= $clearance AND (subject.retiredAt IS NULL OR subject.retiredAt > $now)
OPTIONAL MATCH (score)-[:ON_SLICE]->(slice:Slice)
WHERE ($scopes IS NULL OR slice.scope IN $scopes) AND slice.sensitivity <= $clearance AND (slice.retiredAt IS NULL OR slice.retiredAt > $now)
WITH *
WHERE CASE WHEN $slice IS NULL THEN NOT EXISTS { (score)-[:ON_SLICE]->() } ELSE slice.key = $slice END
OPTIONAL MATCH (evaluation)-[with:WITH]->(data:DatasetVersion)
WHERE ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
OPTIONAL MATCH (evaluation)-[:JUDGED_BY]->(judge:SystemVersion)
WHERE ($scopes IS NULL OR judge.scope IN $scopes) AND judge.sensitivity <= $clearance AND (judge.retiredAt IS NULL OR judge.retiredAt > $now)
WITH *
WHERE (data IS NOT NULL OR NOT EXISTS { (evaluation)-[:WITH]->() }) AND (judge IS NOT NULL OR NOT EXISTS { (evaluation)-[:JUDGED_BY]->() })
RETURN task.id AS task, score.id AS score, score.value AS value, score.extraction AS extraction, subject.id AS subject,
  version.protocolDigest AS protocol, version.ordinal AS ordinal, data.id AS data, with.split AS split, judge.id AS judge,
  evaluation.at.epochMillis AS at, metric.better AS better, metric.target AS target
ORDER BY task, score
