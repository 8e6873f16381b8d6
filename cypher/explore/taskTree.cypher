// The tree of tasks, from the top: what each task is made of now, and the domains that they belong to.
MATCH tree = (top:Task {workspace: "demo", key: "it-support"})<-[:SUBTASK_OF*0..5]-(task:Task)
WHERE all(edge IN relationships(tree) WHERE (edge.validFrom IS NULL OR edge.validFrom <= datetime()) AND (edge.validTo IS NULL OR edge.validTo > datetime()))
  AND task.retiredAt IS NULL
OPTIONAL MATCH belongs = (task)-[:IN_DOMAIN]->(domain:Domain)
RETURN tree, belongs
