// What a rollback of a deployment is decided on: older approved versions of what it serves, the newest first, with whether each served or passed a
// gate; the last decision on rolling it back; and the evidence that stands: alerts that aren't resolved, their policies, and valid evaluations.
:params {scopes: null, clearance: 3};
:param deployment => COLLECT { MATCH (n:Deployment {workspace: "demo", key: "router-production-2026-09"}) RETURN n.id }[0];
:param mostEvaluations => 20;
:param now => datetime();
MATCH (deployment:Deployment {id: $deployment})-[:SERVES]->(suspect:SystemVersion)-[:VERSION_OF]->(system)
WHERE ($scopes IS NULL OR deployment.scope IN $scopes) AND deployment.sensitivity <= $clearance AND (deployment.retiredAt IS NULL OR deployment.retiredAt > $now)
  AND ($scopes IS NULL OR suspect.scope IN $scopes) AND suspect.sensitivity <= $clearance AND (suspect.retiredAt IS NULL OR suspect.retiredAt > $now)
  AND ($scopes IS NULL OR system.scope IN $scopes) AND system.sensitivity <= $clearance AND (system.retiredAt IS NULL OR system.retiredAt > $now)
RETURN deployment.validFrom.epochMillis AS from, suspect.key AS suspect, COLLECT {
  MATCH (older:SystemVersion)-[:VERSION_OF]->(system)
  WHERE older.ordinal < suspect.ordinal AND older.state = "APPROVED"
    AND ($scopes IS NULL OR older.scope IN $scopes) AND older.sensitivity <= $clearance AND (older.retiredAt IS NULL OR older.retiredAt > $now)
  WITH older ORDER BY older.ordinal DESC
  RETURN {id: older.id, key: older.key, proven: EXISTS {
    MATCH (older)<-[:SERVES]-(served:Deployment)
    WHERE ($scopes IS NULL OR served.scope IN $scopes) AND served.sensitivity <= $clearance AND (served.retiredAt IS NULL OR served.retiredAt > $now)
  } OR EXISTS {
    MATCH (older)<-[:DECIDES]-(gate:Decision {kind: "GATE", outcome: "PASS"})
    WHERE ($scopes IS NULL OR gate.scope IN $scopes) AND gate.sensitivity <= $clearance AND (gate.retiredAt IS NULL OR gate.retiredAt > $now)
  }}
} AS older, COLLECT {
  MATCH (deployment)<-[:DECIDES]-(decision:Decision {kind: "ROLLBACK"})
  WHERE ($scopes IS NULL OR decision.scope IN $scopes) AND decision.sensitivity <= $clearance AND (decision.retiredAt IS NULL OR decision.retiredAt > $now)
  RETURN {key: decision.key, checks: decision.checks} ORDER BY decision.recordedAt DESC LIMIT 1
} AS before, COLLECT {
  MATCH (deployment)<-[:AFFECTS]-(alert:Alert)-[:RAISED_BY]->(signal:Signal)
  WHERE alert.state <> "RESOLVED"
    AND ($scopes IS NULL OR alert.scope IN $scopes) AND alert.sensitivity <= $clearance AND (alert.retiredAt IS NULL OR alert.retiredAt > $now)
    AND ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
  RETURN {key: alert.key, signal: signal.id, severity: alert.severity} ORDER BY alert.key
} AS alerts, COLLECT {
  MATCH (deployment)<-[:AFFECTS]-(alert:Alert)-[:UNDER]->(policy:PolicyVersion)
  WHERE alert.state <> "RESOLVED"
    AND ($scopes IS NULL OR alert.scope IN $scopes) AND alert.sensitivity <= $clearance AND (alert.retiredAt IS NULL OR alert.retiredAt > $now)
    AND ($scopes IS NULL OR policy.scope IN $scopes) AND policy.sensitivity <= $clearance AND (policy.retiredAt IS NULL OR policy.retiredAt > $now)
  RETURN DISTINCT policy.key ORDER BY policy.key
} AS policies, COLLECT {
  MATCH (deployment)<-[:IN_DEPLOYMENT]-(evaluation:Evaluation {state: "VALID"})
  WHERE ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
  RETURN evaluation.key ORDER BY evaluation.at DESC LIMIT $mostEvaluations
} AS evaluations
