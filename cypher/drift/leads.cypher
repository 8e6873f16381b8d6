// KPIs that a signal might lead, each with the signal that measures it: those of the tasks that the signal tells of and of the tasks around these
// that it doesn't measure itself; and what it is said to lead now.
:params {scopes: null, clearance: 3};
:param signals => COLLECT { MATCH (n:Signal {workspace: "demo", key: "reassignment-weekly"}) RETURN n.id };
:param most => 20;
:param asOf => datetime("2026-11-16T00:00:00Z");
:param now => datetime();
UNWIND $signals AS id
MATCH (signal:Signal {id: id})
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
RETURN signal.id AS signal, signal.key AS key, COLLECT {
  MATCH way = (signal)-[:OBSERVES]->()<-[:SERVES*0..1]-()-[:FOR_TASK*0..1]->(:Task)-[:SUBTASK_OF|RELATED_TO*0..2]-(:Task)<-[:FOR_TASK]-(kpi:Kpi)<-[tracks:TRACKS]-(tracker:Signal)
  WHERE tracker <> signal AND NOT EXISTS { (signal)-[:TRACKS]->(kpi) }
    AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    AND all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  WITH DISTINCT kpi, tracker ORDER BY kpi.key, tracker.key LIMIT $most
  RETURN {kpi: kpi.key, tracker: tracker.id}
} AS candidates, COLLECT {
  MATCH (signal)-[leads:LEADS]->(kpi:Kpi)
  WHERE (leads.validFrom IS NULL OR leads.validFrom <= $asOf) AND (leads.validTo IS NULL OR leads.validTo > $asOf)
    AND ($scopes IS NULL OR kpi.scope IN $scopes) AND kpi.sensitivity <= $clearance AND (kpi.retiredAt IS NULL OR kpi.retiredAt > $now)
  RETURN {kpi: kpi.key, lag: leads.lag, effect: leads.effect, origin: leads.origin} ORDER BY kpi.key
} AS leads
