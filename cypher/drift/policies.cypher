// What approved policies in effect say of a figure of these tasks: those that set a bound on its metric, and those that oblige whoever deploys or
// evaluates. They are on the tasks or what is above them, on their domains or those above, or on an environment in which they are served.
:params {scopes: null, clearance: 3};
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "answer-from-knowledge-base"}) RETURN n.id };
:param metric => COLLECT { MATCH (n:Metric {workspace: "demo", key: "citation-support"}) RETURN n.id }[0];
:param asOf => datetime();
:param now => datetime();
CALL () {
  MATCH way = (task:Task)-[:SUBTASK_OF*0..32]->(:Task)
  WHERE task.id IN $tasks
  RETURN way
  UNION
  MATCH way = (task:Task)-[:SUBTASK_OF*0..32]->(:Task)-[:IN_DOMAIN]->(:Domain)-[:SUBDOMAIN_OF*0..32]->(:Domain)
  WHERE task.id IN $tasks
  RETURN way
  UNION
  MATCH way = (task:Task)-[:SUBTASK_OF*0..32]->(:Task)<-[:FOR_TASK]-(:Deployment)-[:IN_ENVIRONMENT]->(:Environment)
  WHERE task.id IN $tasks
  RETURN way
}
WITH way
WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
  AND all(node IN nodes(way) WHERE NOT node:Deployment OR ((node.validFrom IS NULL OR node.validFrom <= $asOf) AND (node.validTo IS NULL OR node.validTo > $asOf)))
WITH DISTINCT last(nodes(way)) AS place
MATCH (place)<-[governs:GOVERNS]-(policy:PolicyVersion {state: "APPROVED"})
WHERE ($scopes IS NULL OR policy.scope IN $scopes) AND policy.sensitivity <= $clearance AND (policy.retiredAt IS NULL OR policy.retiredAt > $now)
  AND (governs.validFrom IS NULL OR governs.validFrom <= $asOf) AND (governs.validTo IS NULL OR governs.validTo > $asOf)
  AND policy.effectiveFrom <= $asOf AND (policy.effectiveTo IS NULL OR policy.effectiveTo > $asOf)
  AND NOT EXISTS {
    MATCH (policy)<-[:SUPERSEDES]-(newer:PolicyVersion)
    WHERE ($scopes IS NULL OR newer.scope IN $scopes) AND newer.sensitivity <= $clearance AND (newer.retiredAt IS NULL OR newer.retiredAt > $now)
      AND newer.state IN ["APPROVED", "RETIRED"] AND newer.effectiveFrom <= $asOf
  }
  AND (EXISTS {
    MATCH (policy)-[:REQUIRES]->(metric:Metric {id: $metric})
    WHERE ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
  } OR (policy.effect = "OBLIGE" AND policy.action IN ["DEPLOY", "EVALUATE"]))
RETURN DISTINCT policy.key AS policy
ORDER BY policy
