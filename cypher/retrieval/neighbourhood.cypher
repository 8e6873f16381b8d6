// What joins the best chunks of a search with others, by ids: an edge for each of `to`. Documents and terms that these chunks mention, their own
// documents, and those about the task, about a task above it or related to it: each with chunks that mention it, a document with its chunks that are
// nearest to the query (PART_OF, past the version), and what it is about; the way from there to the task; and the chunks before and after. What the
// viewer doesn't see is on no edge, nor is a version that isn't in use at the time or that policies deny. Filters are left to nearest.cypher, which
// is asked about every chunk that comes from here. A term that $widest chunks or more mention tells none of them apart and is left out; more than so
// many that mention a document, or are its own, aren't looked at.
:params {vector: [], embedder: "", denied: [], scopes: null, clearance: 3};
:param seeds => COLLECT { MATCH (n:Chunk {workspace: "demo"}) RETURN n.id ORDER BY n.key LIMIT 5 };
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "unlock-account"}) RETURN n.id }[0];
:param widest => 20;
:param longest => 200;
:param nearest => 5;
:param asOf => datetime();
:param now => datetime();
CALL () {
  MATCH way = (task:Task {id: $task})-[:SUBTASK_OF*0..32]->(place:Task)
  WHERE all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    AND all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  RETURN place, type(last(relationships(way))) AS relationship, nodes(way)[-2] AS before
  UNION
  MATCH (before:Task {id: $task})-[edge:RELATED_TO]-(place:Task)
  WHERE ($scopes IS NULL OR before.scope IN $scopes) AND before.sensitivity <= $clearance AND (before.retiredAt IS NULL OR before.retiredAt > $now)
    AND ($scopes IS NULL OR place.scope IN $scopes) AND place.sensitivity <= $clearance AND (place.retiredAt IS NULL OR place.retiredAt > $now)
    AND (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf)
  RETURN place, type(edge) AS relationship, before
}
WITH collect({place: place, relationship: relationship, before: before}) AS ways
CALL (ways) {
  CALL (ways) {
    CALL (ways) {
      UNWIND $seeds AS seed
      MATCH (from:Chunk {id: seed})-[:MENTIONS]->(hub:Document|Term)
      WHERE ($scopes IS NULL OR from.scope IN $scopes) AND from.sensitivity <= $clearance AND (from.retiredAt IS NULL OR from.retiredAt > $now)
      RETURN hub
      UNION
      UNWIND $seeds AS seed
      MATCH (from:Chunk {id: seed})-[:PART_OF]->(version:DocumentVersion)-[:VERSION_OF]->(hub:Document)
      WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
      RETURN hub
      UNION
      UNWIND ways AS way
      WITH way.place AS place
      MATCH (place)<-[about:ABOUT]-(hub:Document)
      WHERE (about.validFrom IS NULL OR about.validFrom <= $asOf) AND (about.validTo IS NULL OR about.validTo > $asOf)
        AND ($scopes IS NULL OR hub.scope IN $scopes) AND hub.sensitivity <= $clearance AND (hub.retiredAt IS NULL OR hub.retiredAt > $now)
      RETURN hub ORDER BY hub.key LIMIT $widest
    }
    WITH ways, hub
    WHERE ($scopes IS NULL OR hub.scope IN $scopes) AND hub.sensitivity <= $clearance AND (hub.retiredAt IS NULL OR hub.retiredAt > $now)
    CALL (ways, hub) {
      MATCH (hub)<-[:MENTIONS]-(chunk:Chunk)-[:PART_OF]->(version:DocumentVersion)
      WHERE ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
        AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
        AND version.state <> "RETIRED" AND NOT version.id IN $denied AND (version.validFrom IS NULL OR version.validFrom <= $asOf) AND (version.validTo IS NULL OR version.validTo > $asOf)
      WITH hub, chunk.id AS id LIMIT $widest
      WITH hub, collect(id) AS to
      WHERE hub:Document OR size(to) < $widest
      RETURN "MENTIONS" AS relationship, to
      UNION ALL
      MATCH (hub)<-[:VERSION_OF]-(version:DocumentVersion)<-[:PART_OF]-(chunk:Chunk)
      WHERE ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
        AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
        AND version.state <> "RETIRED" AND NOT version.id IN $denied AND (version.validFrom IS NULL OR version.validFrom <= $asOf) AND (version.validTo IS NULL OR version.validTo > $asOf)
        AND chunk.embedder = $embedder
      WITH chunk LIMIT $longest
      WITH chunk.id AS id, vector.similarity.cosine(chunk.embedding, $vector) AS cosine ORDER BY cosine DESC, id LIMIT $nearest
      RETURN "PART_OF" AS relationship, collect(id) AS to
      UNION ALL
      MATCH (hub)-[about:ABOUT]->(place:Task)
      WHERE place IN [way IN ways | way.place] AND (about.validFrom IS NULL OR about.validFrom <= $asOf) AND (about.validTo IS NULL OR about.validTo > $asOf)
      RETURN "ABOUT" AS relationship, collect(place.id) AS to
    }
    RETURN hub.id AS from, labels(hub)[0] AS kind, relationship, to
    UNION ALL
    UNWIND ways AS way
    WITH way WHERE way.before IS NOT NULL
    RETURN way.before.id AS from, "Task" AS kind, way.relationship AS relationship, [way.place.id] AS to
    UNION ALL
    UNWIND $seeds AS seed
    MATCH (from:Chunk {id: seed})-[:NEXT]-(beside:Chunk)
    WHERE ($scopes IS NULL OR from.scope IN $scopes) AND from.sensitivity <= $clearance AND (from.retiredAt IS NULL OR from.retiredAt > $now)
      AND ($scopes IS NULL OR beside.scope IN $scopes) AND beside.sensitivity <= $clearance AND (beside.retiredAt IS NULL OR beside.retiredAt > $now)
    RETURN seed AS from, "Chunk" AS kind, "NEXT" AS relationship, collect(beside.id) AS to
  }
  WITH from, kind, relationship, to WHERE size(to) > 0
  RETURN from, kind, relationship, to
}
RETURN from, kind, relationship, to ORDER BY from, relationship
