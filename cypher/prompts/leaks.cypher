// The data that a task is evaluated with, prescribed by its versions or used by its evaluations, and which of some worked examples
// were taken from it: from the same part of it, from data that it was made of or that was made of it, or from an answer to one of its
// items. Parts keep their names from one version of a dataset to the next; where data was made of other data and nothing says of
// which part, it can be any. `overlaps` are the findings of shared items, with the part that the example was in.
:params {scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "classify-intent"}) RETURN n.id }[0];
:param examples => COLLECT { MATCH (n:Demonstration {workspace: "demo"}) RETURN n.id };
:param now => datetime();
MATCH (task:Task {id: $task})
WHERE ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
CALL (task) {
  MATCH (task)<-[:VERSION_OF]-(prescribing:TaskVersion)-[tested:TESTED_WITH]->(data:DatasetVersion)
  WHERE ($scopes IS NULL OR prescribing.scope IN $scopes) AND prescribing.sensitivity <= $clearance AND (prescribing.retiredAt IS NULL OR prescribing.retiredAt > $now)
    AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
  RETURN data, tested.split AS portion
  UNION
  MATCH (task)<-[:VERSION_OF]-(measured:TaskVersion)<-[:ON]-(evaluation:Evaluation)-[used:WITH]->(data:DatasetVersion)
  WHERE ($scopes IS NULL OR measured.scope IN $scopes) AND measured.sensitivity <= $clearance AND (measured.retiredAt IS NULL OR measured.retiredAt > $now)
    AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
    AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
  RETURN data, used.split AS portion
}
RETURN data.id AS id, portion, COUNT { (data)-[:CONTAINS]->() } AS items, coalesce(data.revision, 0) AS revision,
  COLLECT {
    MATCH (example:Demonstration)-[taken:TAKEN_FROM]->(source:DatasetVersion)
    WHERE example.id IN $examples
      AND ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
    MATCH made = (source)-[:DERIVED_FROM*0..8]->(data)
    WHERE all(node IN nodes(made) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH example, reduce(at = taken.split, step IN relationships(made) |
      CASE WHEN step.split IS NOT NULL THEN step.split WHEN split(startNode(step).key, "@")[0] = split(endNode(step).key, "@")[0] THEN at END) AS at
    WHERE at IS NULL OR portion IS NULL OR at = portion
    RETURN DISTINCT example.id
  } + COLLECT {
    MATCH (example:Demonstration)-[taken:TAKEN_FROM]->(source:DatasetVersion)
    WHERE example.id IN $examples
      AND ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
    MATCH made = (data)-[:DERIVED_FROM*1..8]->(source)
    WHERE all(node IN nodes(made) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH example, taken, reduce(at = portion, step IN relationships(made) |
      CASE WHEN step.split IS NOT NULL THEN step.split WHEN split(startNode(step).key, "@")[0] = split(endNode(step).key, "@")[0] THEN at END) AS at
    WHERE at IS NULL OR taken.split IS NULL OR at = taken.split
    RETURN DISTINCT example.id
  } + COLLECT {
    MATCH (example:Demonstration)-[:TAKEN_FROM]->(answer:Answer)
    WHERE example.id IN $examples
      AND ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
      AND ($scopes IS NULL OR answer.scope IN $scopes) AND answer.sensitivity <= $clearance AND (answer.retiredAt IS NULL OR answer.retiredAt > $now)
    MATCH (answer)-[:FOR_ITEM|TAKEN_FROM]-(item:Item)<-[:CONTAINS]-(data)
    WHERE ($scopes IS NULL OR item.scope IN $scopes) AND item.sensitivity <= $clearance AND (item.retiredAt IS NULL OR item.retiredAt > $now)
    RETURN DISTINCT example.id
  } AS examples,
  COLLECT {
    MATCH (example:Demonstration)-[taken:TAKEN_FROM]->(source:DatasetVersion)-[overlap:OVERLAPS]-(data)
    WHERE example.id IN $examples AND overlap.share > 0
      AND (overlap.validFrom IS NULL OR overlap.validFrom <= $now) AND (overlap.validTo IS NULL OR overlap.validTo > $now)
      AND ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
      AND ($scopes IS NULL OR source.scope IN $scopes) AND source.sensitivity <= $clearance AND (source.retiredAt IS NULL OR source.retiredAt > $now)
    RETURN {example: example.id, part: taken.split, splits: overlap.splits, isFound: startNode(overlap) = source}
  } AS overlaps
ORDER BY id, portion
