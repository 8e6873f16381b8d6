// What is known of tasks before anybody was evaluated on them: sort, languages, words, domains with those above, tasks above nearest first,
// tasks declared to be related, and by metric what chance scores on the newest version; each place with its scope and sensitivity.
:params {scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo"}) RETURN n.id };
:param now => datetime();
UNWIND $tasks AS id
MATCH (task:Task {id: id})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
RETURN task.id AS id, task.kind AS kind, coalesce(task.languages, []) AS languages, coalesce(task.title, task.key) AS title, task.summary AS summary,
  COLLECT {
    MATCH way = (task)-[:IN_DOMAIN]->(:Domain)-[:SUBDOMAIN_OF*0..16]->(domain:Domain)
    WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now))
      AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH DISTINCT domain ORDER BY domain.key
    RETURN [domain.key, domain.scope, domain.sensitivity]
  } AS domains,
  COLLECT {
    MATCH way = (task)-[:SUBTASK_OF*1..16]->(above:Task)
    WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now))
      AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH above, min(length(way)) AS steps ORDER BY steps
    RETURN [above.id, above.scope, above.sensitivity]
  } AS above,
  COLLECT {
    MATCH (task)-[edge:RELATED_TO]-(other:Task)
    WHERE edge.origin = "DECLARED" AND (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now)
      AND ($scopes IS NULL OR other.scope IN $scopes) AND other.sensitivity <= $clearance AND (other.retiredAt IS NULL OR other.retiredAt > $now)
    WITH other, max(coalesce(edge.weight, 1.0)) AS weight ORDER BY other.id
    RETURN [other.id, weight, other.scope, other.sensitivity]
  } AS related,
  COLLECT {
    MATCH (task)<-[:VERSION_OF]-(version:TaskVersion)-[measured:MEASURED_BY]->(metric:Metric)
    WHERE measured.chance IS NOT NULL AND version.state <> "RETIRED"
      AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
      AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
    WITH metric, version, measured ORDER BY version.ordinal DESC
    WITH metric, collect([measured.chance, version.scope, version.sensitivity])[0] AS newest
    RETURN [metric.key] + newest
  } AS chances
