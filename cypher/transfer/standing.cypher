// How many valid scores of a metric family there are over all cases in a workspace, when the newest was recorded, and how often any was
// changed: what tells whether a fit has seen all of them.
:params {workspace: "pythia", family: "acc", scopes: null, clearance: 3};
:param now => datetime();
MATCH (metric:Metric {workspace: $workspace})
WHERE coalesce(metric.family, metric.key) = $family AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
MATCH (metric)<-[:OF_METRIC]-(score:Score)-[:OF_EVALUATION]->(evaluation:Evaluation)
WHERE score.value IS NOT NULL AND evaluation.state = "VALID"
  AND ($scopes IS NULL OR score.scope IN $scopes) AND score.sensitivity <= $clearance AND (score.retiredAt IS NULL OR score.retiredAt > $now)
  AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
RETURN count(score) AS scores, max(evaluation.recordedAt).epochMillis AS newest, sum(coalesce(score.revision, 0) + coalesce(evaluation.revision, 0)) AS revisions
