// What changed in an interval upstream of what a signal observes, each with one way to it: deployments, and of those that served then the
// versions that they use whose own date lies in it, aliases that moved, indexing runs, and wordings of the documents that they search;
// and policies that came into effect or went out of it. `touches`: the share of the signal's cases that pass there, as far as is known.
:params {scopes: null, clearance: 3};
:param signal => COLLECT { MATCH (n:Signal {workspace: "demo", key: "reassignment-weekly"}) RETURN n.id }[0];
:param from => datetime("2026-08-24T00:00:00Z");
:param to => datetime("2026-09-21T00:00:00Z");
:param most => 500;
:param now => datetime();
MATCH (signal:Signal {id: $signal})
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
CALL (signal) {
  CALL (signal) {
    MATCH way = (signal)-[:OBSERVES]->(:Deployment)
    RETURN way, 1.0 AS part
    UNION
    MATCH way = (signal)-[:OBSERVES]->(:SystemVersion)<-[:SERVES]-(:Deployment)
    RETURN way, 1.0 AS part
    UNION
    MATCH way = (signal)-[:OBSERVES]->(:Task)-[:SUBTASK_OF*0..8]->(:Task)<-[:FOR_TASK]-(:Deployment)
    RETURN way, 1.0 AS part
    UNION
    MATCH way = (signal)-[:OBSERVES]->(task:Task)<-[:SUBTASK_OF*1..8]-(:Task)<-[:FOR_TASK]-(:Deployment)
    RETURN way, 1.0 / COUNT { (task)<-[:SUBTASK_OF]-() } AS part
  }
  WITH way, part, last(nodes(way)) AS deployment
  WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    AND all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $to) AND (edge.validTo IS NULL OR edge.validTo > $to))
    AND deployment.validFrom <= $to AND (deployment.validTo IS NULL OR deployment.validTo >= $from)
  CALL (deployment) {
    MATCH on = (deployment:Deployment)
    WHERE deployment.validFrom >= $from AND deployment.validFrom <= $to
    RETURN on, deployment.validFrom AS at, 1.0 AS some
    UNION
    MATCH on = (deployment)-[:SERVES]->(:SystemVersion)-[:USES*1..3]->(version)
    WHERE all(uses IN relationships(on) WHERE uses.alias IS NULL)
    WITH on, coalesce(version.at, version.releasedAt, version.recordedAt) AS at
    WHERE at >= $from AND at <= $to
    RETURN on, at, 1.0 AS some
    UNION
    MATCH on = (deployment)-[:SERVES]->(:SystemVersion)-[:USES*0..2]->()-[uses:USES]->()-[alias:ALIAS]->()
    WHERE alias.name = uses.alias AND alias.validFrom >= $from AND alias.validFrom <= $to
    RETURN on, alias.validFrom AS at, 1.0 AS some
    UNION
    MATCH on = (deployment)-[:SERVES]->(:SystemVersion)-[:USES*1..3]->()-[:ALIAS*0..1]->(:CorpusVersion)-[:GENERATED_BY]->(run:Run)
    WITH on, coalesce(run.endedAt, run.startedAt) AS at
    WHERE at >= $from AND at <= $to AND all(edge IN relationships(on) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $to) AND (edge.validTo IS NULL OR edge.validTo > $to))
    RETURN on, at, 1.0 AS some
    UNION
    MATCH on = (deployment)-[:SERVES]->(:SystemVersion)-[:USES*1..3]->()-[:VERSION_OF*0..1]->(corpus:Corpus)<-[in:IN_CORPUS]-(:Document)<-[:VERSION_OF]-(version:DocumentVersion)
    WHERE version.validFrom >= $from AND version.validFrom <= $to AND (in.validFrom IS NULL OR in.validFrom <= version.validFrom) AND (in.validTo IS NULL OR in.validTo > version.validFrom)
    RETURN on, version.validFrom AS at, 1.0 / COUNT { (corpus)<-[:IN_CORPUS]-() } AS some
    UNION
    MATCH on = (deployment)-[:SERVES]->(:SystemVersion)-[:USES*1..3]->()-[:VERSION_OF*0..1]->(corpus:Corpus)<-[in:IN_CORPUS]-(document:Document)
    WITH on, corpus, CASE WHEN in.validFrom >= $from AND in.validFrom <= $to THEN in.validFrom ELSE in.validTo END AS at
    WHERE at >= $from AND at <= $to
    RETURN on, at, 1.0 / COUNT { (corpus)<-[:IN_CORPUS]-() } AS some
    UNION
    MATCH on = (deployment)-[:IN_ENVIRONMENT]->(:Environment)<-[:GOVERNS]-(policy:PolicyVersion)
    WITH on, policy, CASE WHEN policy.effectiveFrom >= $from AND policy.effectiveFrom <= $to THEN policy.effectiveFrom ELSE policy.effectiveTo END AS at
    WHERE at >= $from AND at <= $to AND policy.state IN ["APPROVED", "RETIRED"]
    RETURN on, at, 1.0 AS some
  }
  WITH way, on, at, part * some * coalesce(deployment.trafficShare, 1.0) AS touches
  WHERE all(node IN nodes(on) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
  RETURN last(nodes(on)) AS event, at, relationships(way) + relationships(on) AS edges, touches
  UNION
  MATCH way = (signal)-[:OBSERVES]->()<-[:SERVES*0..1]-()-[:FOR_TASK*0..1]->(:Task)-[:SUBTASK_OF*0..8]->(:Task)-[:IN_DOMAIN*0..1]->()-[:SUBDOMAIN_OF*0..8]->()<-[:GOVERNS]-(policy:PolicyVersion)
  WHERE policy.state IN ["APPROVED", "RETIRED"]
    AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    AND all(edge IN relationships(way) WHERE edge.validFrom IS NULL OR edge.validFrom <= $to)
  WITH way, policy, CASE WHEN policy.effectiveFrom >= $from AND policy.effectiveFrom <= $to THEN policy.effectiveFrom ELSE policy.effectiveTo END AS at
  WHERE at >= $from AND at <= $to
  RETURN policy AS event, at, relationships(way) AS edges, 1.0 AS touches
}
WITH event, at, edges, touches ORDER BY size(edges), event.id LIMIT $most
RETURN event.id AS event, at.epochMillis AS at, [edge IN edges | [startNode(edge).id, type(edge), endNode(edge).id]] AS path, touches
