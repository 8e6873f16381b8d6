// What the items of a dataset version ask, or those of one part of it.
:params {portion: null, scopes: null, clearance: 3};
:param data => COLLECT { MATCH (n:DatasetVersion {workspace: "demo", key: "harbourline/helpdesk-benchmark@2"}) RETURN n.id }[0];
:param limit => 100;
:param now => datetime();
MATCH (data:DatasetVersion {id: $data})-[contains:CONTAINS]->(item:Item)
WHERE ($portion IS NULL OR contains.split IS NULL OR contains.split = $portion)
  AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
  AND ($scopes IS NULL OR item.scope IN $scopes) AND item.sensitivity <= $clearance AND (item.retiredAt IS NULL OR item.retiredAt > $now)
RETURN item.input AS input
ORDER BY item.key LIMIT $limit
