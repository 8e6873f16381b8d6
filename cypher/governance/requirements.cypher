// What approved policies in effect require before something is deployed: each check with its metric and bound, the slices that it is on, and
// the task versions that it is measured on with their tasks (none: those of the gated tasks). Policies are on a task or what is above it, on
// its domains and those above, on an environment, or on the candidate or its head; checks on other tasks than these and those below are left out.
:params {workspace: "demo", environment: "production", scopes: null, clearance: 3};
:param candidate => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.10"}) RETURN n.id }[0];
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "answer-from-knowledge-base"}) RETURN n.id };
:param now => datetime();
CALL () {
  MATCH way = (:Environment {workspace: $workspace, key: $environment})
  RETURN way
  UNION
  MATCH way = (task:Task)-[:SUBTASK_OF*0..32]->(:Task)
  WHERE task.id IN $tasks
  RETURN way
  UNION
  MATCH way = (task:Task)-[:IN_DOMAIN]->(:Domain)-[:SUBDOMAIN_OF*0..32]->(:Domain)
  WHERE task.id IN $tasks
  RETURN way
  UNION
  MATCH way = (candidate:SystemVersion|ModelVersion {id: $candidate})-[:VERSION_OF*0..1]->()
  RETURN way
}
WITH way
WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now))
  AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
WITH DISTINCT last(nodes(way)) AS place
MATCH (place)<-[governs:GOVERNS]-(policy:PolicyVersion {state: "APPROVED", action: "DEPLOY"})
WHERE ($scopes IS NULL OR policy.scope IN $scopes) AND policy.sensitivity <= $clearance AND (policy.retiredAt IS NULL OR policy.retiredAt > $now)
  AND (governs.validFrom IS NULL OR governs.validFrom <= $now) AND (governs.validTo IS NULL OR governs.validTo > $now)
  AND policy.effectiveFrom <= $now AND (policy.effectiveTo IS NULL OR policy.effectiveTo > $now)
  AND NOT EXISTS {
    MATCH (policy)<-[:SUPERSEDES]-(newer:PolicyVersion)
    WHERE ($scopes IS NULL OR newer.scope IN $scopes) AND newer.sensitivity <= $clearance AND (newer.retiredAt IS NULL OR newer.retiredAt > $now)
      AND newer.state IN ["APPROVED", "RETIRED"] AND newer.effectiveFrom <= $now
  }
WITH DISTINCT policy
MATCH (policy)-[required:REQUIRES]->(metric:Metric)
WHERE required.bound IS NOT NULL
  AND ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
WITH policy, required, metric, COLLECT {
    MATCH (policy)-[:REQUIRES {check: required.check}]->(slice:Slice)
    WHERE ($scopes IS NULL OR slice.scope IN $scopes) AND slice.sensitivity <= $clearance AND (slice.retiredAt IS NULL OR slice.retiredAt > $now)
    RETURN slice.key ORDER BY slice.key
  } AS slices, COLLECT {
    MATCH (policy)-[:REQUIRES {check: required.check}]->(version:TaskVersion)-[:VERSION_OF]->(of:Task)
    WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
      AND ($scopes IS NULL OR of.scope IN $scopes) AND of.sensitivity <= $clearance AND (of.retiredAt IS NULL OR of.retiredAt > $now)
      AND EXISTS {
        MATCH line = (of)-[:SUBTASK_OF*0..32]->(above:Task)
        WHERE above.id IN $tasks
          AND all(edge IN relationships(line) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now))
          AND all(node IN nodes(line) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
      }
    RETURN {key: version.key, task: of.id} ORDER BY version.key
  } AS versions
WHERE size(slices) = COUNT { (policy)-[:REQUIRES {check: required.check}]->(:Slice) }
  AND (size(versions) > 0 OR NOT EXISTS { (policy)-[:REQUIRES {check: required.check}]->(:TaskVersion) })
RETURN policy.key AS policy, policy.sensitivity AS sensitivity, required.check AS check, required.operator AS operator, required.bound AS bound,
  metric.key AS metric, slices, versions
ORDER BY policy, check, metric
