// Tasks by their keys, with the keys of those to which the service has inferred that they are related, and the metric family that says so: that
// of the metric which each is scored with first.
:params {workspace: "pythia", scopes: null, clearance: 3};
:param now => datetime();
MATCH (task:Task {workspace: $workspace})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
RETURN task.id AS id, task.key AS key, COLLECT {
  MATCH (task)<-[:VERSION_OF]-(version:TaskVersion)-[measured:MEASURED_BY]->(metric:Metric)
  WHERE version.state <> "RETIRED"
    AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
    AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
  RETURN coalesce(metric.family, metric.key) ORDER BY version.ordinal DESC, coalesce(measured.primary, false) DESC, metric.key LIMIT 1
}[0] AS family, COLLECT {
  MATCH (task)-[edge:RELATED_TO]->(other:Task)
  WHERE edge.origin = "INFERRED" AND (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now)
    AND ($scopes IS NULL OR other.scope IN $scopes) AND other.sensitivity <= $clearance AND (other.retiredAt IS NULL OR other.retiredAt > $now)
    AND NOT EXISTS { MATCH (task)-[declared:RELATED_TO]->(other) WHERE declared.origin = "DECLARED" AND (declared.validFrom IS NULL OR declared.validFrom <= $now) AND (declared.validTo IS NULL OR declared.validTo > $now) }
  RETURN other.key
} AS related
