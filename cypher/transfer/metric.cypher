// One metric by its key, with its family, what is better and between what its values lie. A metric without a family is one of its own.
:params {workspace: "pythia", metric: "acc", scopes: null, clearance: 3};
:param now => datetime();
MATCH (metric:Metric {workspace: $workspace, key: $metric})
WHERE ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
RETURN metric.id AS id, metric.key AS key, coalesce(metric.family, metric.key) AS family, metric.better AS better, metric.target AS target, metric.min AS min, metric.max AS max
