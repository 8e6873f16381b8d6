// Which of these metrics are there, with the bounds of their values.
:params {workspace: "demo", keys: ["ndcg@10", "recall@10", "no-such-metric"], scopes: null, clearance: 3};
:param now => datetime();
MATCH (metric:Metric {workspace: $workspace})
WHERE metric.key IN $keys AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
RETURN metric.key AS key, metric.min AS min, metric.max AS max
