// Where lineage starts from a node: from itself, and from a head, which stands for all its versions, from those.
:params {scopes: null, clearance: 3};
:param element => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN elementId(n) }[0];
:param now => datetime();
MATCH (of) WHERE elementId(of) = $element
  AND ($scopes IS NULL OR of.scope IN $scopes) AND of.sensitivity <= $clearance AND (of.retiredAt IS NULL OR of.retiredAt > $now)
OPTIONAL MATCH (of)<-[:VERSION_OF]-(version)
WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
WITH coalesce(version, of) AS node
ORDER BY node.key
RETURN elementId(node) AS element, node.id AS id
