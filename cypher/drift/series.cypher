// The measurements of these signals over all cases, at most so many of each, the newest; by their start.
:params {scopes: null, clearance: 3};
:param most => 1000;
:param signals => COLLECT { MATCH (n:Signal {workspace: "demo", key: "reassignment-weekly"}) RETURN n.id };
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
UNWIND $signals AS id
MATCH (signal:Signal {id: id})
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
RETURN id AS signal, COLLECT {
  MATCH (signal)<-[:OF_SIGNAL]-(point:Measurement)
  WHERE point.value IS NOT NULL AND point.periodEnd <= $asOf AND NOT EXISTS { (point)-[:ON_SLICE]->() }
    AND ($scopes IS NULL OR point.scope IN $scopes) AND point.sensitivity <= $clearance AND (point.retiredAt IS NULL OR point.retiredAt > $now)
  WITH point ORDER BY point.periodStart DESC LIMIT $most
  WITH point ORDER BY point.periodStart, point.key
  RETURN [point.periodStart.epochMillis, point.periodEnd.epochMillis, point.value, point.n, point.stdErr, point.definitionVersion, point.origin]
} AS points, COLLECT {
  MATCH (signal)<-[:OF_SIGNAL]-(baseline:Baseline)
  WHERE baseline.from <= $asOf
    AND ($scopes IS NULL OR baseline.scope IN $scopes) AND baseline.sensitivity <= $clearance AND (baseline.retiredAt IS NULL OR baseline.retiredAt > $now)
  RETURN baseline.from.epochMillis
} AS baselines
