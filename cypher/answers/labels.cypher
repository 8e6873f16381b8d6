// What people who were asked to rate said of answers, and of items by this metric; of answers also what names no metric.
:params {workspace: "demo", metric: "answer-correctness", answers: ["4f0c1d9b7a2e4c6d8e1f300000000005", "4f0c1d9b7a2e4c6d8e1f300000000007"], items: ["harbourline/helpdesk-benchmark/class-1"], scopes: null, clearance: 3};
:param now => datetime();
CALL () {
  UNWIND $answers AS key
  MATCH (about:Answer {workspace: $workspace, key: key})<-[:ABOUT]-(feedback:Feedback {source: "HUMAN"})
  WHERE ($scopes IS NULL OR about.scope IN $scopes) AND about.sensitivity <= $clearance AND (about.retiredAt IS NULL OR about.retiredAt > $now)
  RETURN "Answer" AS type, about, feedback
  UNION
  UNWIND $items AS key
  MATCH (about:Item {workspace: $workspace, key: key})<-[:ABOUT]-(feedback:Feedback {source: "HUMAN"})
  WHERE ($scopes IS NULL OR about.scope IN $scopes) AND about.sensitivity <= $clearance AND (about.retiredAt IS NULL OR about.retiredAt > $now)
  RETURN "Item" AS type, about, feedback
}
OPTIONAL MATCH (feedback)-[:OF_METRIC]->(metric:Metric)
WHERE ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
WITH type, about, feedback, metric
WHERE ($scopes IS NULL OR feedback.scope IN $scopes) AND feedback.sensitivity <= $clearance AND (feedback.retiredAt IS NULL OR feedback.retiredAt > $now)
  AND (metric.key = $metric OR (type = "Answer" AND NOT EXISTS { (feedback)-[:OF_METRIC]->() }))
RETURN type, about.key AS about, feedback.label AS label, feedback.value AS value
ORDER BY type, about, feedback.key
