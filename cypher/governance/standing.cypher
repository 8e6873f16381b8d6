// What stands under a name now: the version that an alias of this name of a candidate's head points to, and the versions that are deployed for
// tasks, or those above them, in an environment of this name; the alias first, then what serves most traffic, then the newest.
:params {name: "production", scopes: null, clearance: 3};
:param candidate => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.10"}) RETURN n.id }[0];
:param tasks => COLLECT { MATCH (n:Task {workspace: "demo", key: "answer-from-knowledge-base"}) RETURN n.id };
:param now => datetime();
CALL () {
  MATCH (candidate:SystemVersion|ModelVersion {id: $candidate})-[:VERSION_OF]->(head)-[alias:ALIAS {name: $name}]->(version)
  WHERE ($scopes IS NULL OR candidate.scope IN $scopes) AND candidate.sensitivity <= $clearance AND (candidate.retiredAt IS NULL OR candidate.retiredAt > $now)
    AND ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
    AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
    AND (alias.validFrom IS NULL OR alias.validFrom <= $now) AND (alias.validTo IS NULL OR alias.validTo > $now)
  RETURN version, "ALIAS" AS how, 1.0 AS share, alias.validFrom AS since
  UNION
  MATCH way = (task:Task)-[:SUBTASK_OF*0..32]->(:Task)
  WHERE task.id IN $tasks
    AND all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $now) AND (edge.validTo IS NULL OR edge.validTo > $now))
    AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
  WITH DISTINCT last(nodes(way)) AS served
  MATCH (served)<-[:FOR_TASK]-(deployment:Deployment)-[:IN_ENVIRONMENT]->(environment:Environment {key: $name}), (deployment)-[:SERVES]->(version:SystemVersion)
  WHERE ($scopes IS NULL OR deployment.scope IN $scopes) AND deployment.sensitivity <= $clearance AND (deployment.retiredAt IS NULL OR deployment.retiredAt > $now)
    AND ($scopes IS NULL OR environment.scope IN $scopes) AND environment.sensitivity <= $clearance AND (environment.retiredAt IS NULL OR environment.retiredAt > $now)
    AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
    AND deployment.validFrom <= $now AND (deployment.validTo IS NULL OR deployment.validTo > $now)
  RETURN version, "DEPLOYMENT" AS how, coalesce(deployment.trafficShare, 1.0) AS share, deployment.validFrom AS since
}
RETURN version.id AS id, split(version.id, "_")[0] AS type, version.key AS key, how, share, since.epochMillis AS since
ORDER BY how, share DESC, since DESC, key
