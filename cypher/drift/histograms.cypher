// The histograms that a signal recorded over all cases since its newest baseline, at most so many, the newest; by their start.
:params {scopes: null, clearance: 3};
:param most => 1000;
:param signal => COLLECT { MATCH (n:Signal {workspace: "demo", key: "reassignment-weekly"}) RETURN n.id }[0];
:param asOf => datetime("2026-11-16T00:00:00Z");
:param now => datetime();
MATCH (signal:Signal {id: $signal})
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
WITH signal, COLLECT {
  MATCH (signal)<-[:OF_SIGNAL]-(baseline:Baseline)
  WHERE baseline.from <= $asOf
    AND ($scopes IS NULL OR baseline.scope IN $scopes) AND baseline.sensitivity <= $clearance AND (baseline.retiredAt IS NULL OR baseline.retiredAt > $now)
  RETURN baseline.from ORDER BY baseline.from DESC LIMIT 1
} AS baselines
MATCH (signal)<-[:OF_SIGNAL]-(point:Measurement)
WHERE size(point.counts) > 0 AND point.periodEnd <= $asOf AND (size(baselines) = 0 OR point.periodStart >= baselines[0]) AND NOT EXISTS { (point)-[:ON_SLICE]->() }
  AND ($scopes IS NULL OR point.scope IN $scopes) AND point.sensitivity <= $clearance AND (point.retiredAt IS NULL OR point.retiredAt > $now)
WITH point ORDER BY point.periodStart DESC LIMIT $most
RETURN point.periodStart.epochMillis AS start, point.bins AS edges, point.counts AS counts
ORDER BY start, point.key
