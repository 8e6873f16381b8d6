// What a signal measured by slices between two moments: one row a dimension and side of the change, with cases and the mean over them.
:params {scopes: null, clearance: 3};
:param signal => COLLECT { MATCH (n:Signal {workspace: "demo", key: "reassignment-weekly"}) RETURN n.id }[0];
:param from => datetime("2026-03-01T00:00:00Z");
:param change => datetime("2026-09-07T00:00:00Z");
:param to => datetime("2026-11-16T00:00:00Z");
:param now => datetime();
MATCH (signal:Signal {id: $signal})<-[:OF_SIGNAL]-(point:Measurement)-[:ON_SLICE]->(slice:Slice)
WHERE point.value IS NOT NULL AND point.n > 0 AND point.periodStart >= $from AND point.periodEnd <= $to
  AND ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
  AND ($scopes IS NULL OR point.scope IN $scopes) AND point.sensitivity <= $clearance AND (point.retiredAt IS NULL OR point.retiredAt > $now)
  AND ($scopes IS NULL OR slice.scope IN $scopes) AND slice.sensitivity <= $clearance AND (slice.retiredAt IS NULL OR slice.retiredAt > $now)
WITH slice, point.periodStart >= $change AS after, sum(point.n) AS n, sum(point.n * point.value) AS total, sum(point.n * point.n * point.stdErr * point.stdErr) AS spread, count(point.stdErr) = count(*) AS known, min(point.id) AS point
RETURN slice.id AS slice, slice.dimension AS dimension, after, n, total / n AS value, CASE WHEN known THEN sqrt(spread) / n END AS stdErr, point
ORDER BY dimension, slice, after
