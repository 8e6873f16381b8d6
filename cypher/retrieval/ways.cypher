// How documents are related to a task at a time: about it, about a task above it, about one of its domains or those above; for
// each document the shortest way from the task. Steps are relationships with the ids that they lead to.
:params {scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "unlock-account"}) RETURN n.id }[0];
:param documents => COLLECT { MATCH (n:Document {workspace: "demo", key: "kb/account-lockout"}) RETURN n.id };
:param asOf => datetime();
:param now => datetime();
MATCH (task:Task {id: $task})
CALL (task) {
  MATCH way = (task)-[:SUBTASK_OF*0..32]->(place:Task)
  RETURN way, place
  UNION
  MATCH way = (task)-[:IN_DOMAIN]->(:Domain)-[:SUBDOMAIN_OF*0..32]->(place:Domain)
  RETURN way, place
}
WITH way, place
WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
MATCH (place)<-[about:ABOUT|HOME_DOMAIN]-(document:Document)
WHERE document.id IN $documents
  AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  AND (about.validFrom IS NULL OR about.validFrom <= $asOf) AND (about.validTo IS NULL OR about.validTo > $asOf)
WITH document, way, about, length(way) AS steps, [node IN nodes(way) | node.id] AS ids ORDER BY steps, type(about), ids
WITH document, head(collect({ids: ids, types: [edge IN relationships(way) | type(edge)], about: type(about)})) AS way
RETURN document.id AS document, way.ids AS ids, way.types AS types, way.about AS about
