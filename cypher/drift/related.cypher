// The tasks around some tasks with how closely each pair is related beside their own kind: declared or inferred weights, parent and child, or
// children of one parent.
:params {scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "route-ticket"}) RETURN n.id };
:param asOf => datetime("2026-11-16T00:00:00Z");
:param most => 60;
:param now => datetime();
CALL () {
  MATCH way = (start:Task)-[:RELATED_TO|SUBTASK_OF*0..2]-(:Task)
  WHERE start.id IN $tasks
    AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    AND all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  WITH last(nodes(way)) AS found, min(length(way)) AS steps
  RETURN found AS task, steps ORDER BY steps, found.key LIMIT $most
}
WITH task, steps
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
RETURN task.id AS task, task.key AS key, task.kind AS kind, task.languages AS languages, COLLECT {
  MATCH (task)-[edge:RELATED_TO]-(other:Task)
  WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
    AND ($scopes IS NULL OR other.scope IN $scopes) AND other.sensitivity <= $clearance AND (other.retiredAt IS NULL OR other.retiredAt > $now)
  RETURN {task: other.id, weight: coalesce(edge.weight, 0.5)}
} AS related, COLLECT {
  MATCH (task)-[edge:SUBTASK_OF]->(parent:Task)
  WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
    AND ($scopes IS NULL OR parent.scope IN $scopes) AND parent.sensitivity <= $clearance AND (parent.retiredAt IS NULL OR parent.retiredAt > $now)
  RETURN parent.id
} AS parents
ORDER BY steps, key
