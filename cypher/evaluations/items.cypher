// Scores item by item: keys, values and clusters side by side, a set for each rater and repeat.
:params {scopes: null, clearance: 3};
:param scores => COLLECT { MATCH (n:Score {workspace: "demo"}) RETURN n.id ORDER BY n.id LIMIT 2 };
:param now => datetime();
UNWIND $scores AS id
MATCH (score:Score {id: id})
WHERE ($scopes IS NULL OR score.scope IN $scopes) AND score.sensitivity <= $clearance AND (score.retiredAt IS NULL OR score.retiredAt > $now)
RETURN score.id AS score, COLLECT {
  MATCH (items:ItemResultSet)-[:OF_SCORE]->(score)
  WHERE ($scopes IS NULL OR items.scope IN $scopes) AND items.sensitivity <= $clearance AND (items.retiredAt IS NULL OR items.retiredAt > $now)
  RETURN {keys: coalesce(items.itemKeys, []), values: coalesce(items.values, []), clusters: coalesce(items.clusterKeys, [])} ORDER BY items.key
} AS sets
