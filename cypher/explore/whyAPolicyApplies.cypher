// Why policies apply to a task: every way from it, over the tasks above it, or its domains and those above, to a policy that is in
// effect now. The service weighs them against each other: `task(key) { effectivePolicies { outcome by { key } path { key } } }`.
MATCH (task:Task {workspace: "demo", key: "reset-password"})
CALL (task) {
  MATCH way = (task)-[:SUBTASK_OF*0..5]->(place:Task)
  RETURN way, place
  UNION
  MATCH way = (task)-[:IN_DOMAIN]->(:Domain)-[:SUBDOMAIN_OF*0..5]->(place:Domain)
  RETURN way, place
}
MATCH set = (place)<-[governs:GOVERNS]-(policy:PolicyVersion)
WHERE all(edge IN relationships(way) + governs WHERE (edge.validFrom IS NULL OR edge.validFrom <= datetime()) AND (edge.validTo IS NULL OR edge.validTo > datetime()))
  AND policy.state = "APPROVED" AND policy.effectiveFrom <= datetime() AND (policy.effectiveTo IS NULL OR policy.effectiveTo > datetime())
  AND NOT EXISTS { (policy)<-[:SUPERSEDES]-(newer:PolicyVersion) WHERE newer.state <> "DRAFT" AND newer.effectiveFrom <= datetime() }
RETURN way, set
