// What chunks can name: documents by their titles and keys, and terms.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (document:Document {workspace: $workspace})
WHERE ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  AND NOT EXISTS { (document)-[:SAME_AS]->(:Document) }
RETURN "Document" AS type, document.key AS key, document.title AS title, document.sensitivity AS sensitivity
UNION ALL
MATCH (term:Term {workspace: $workspace})
WHERE ($scopes IS NULL OR term.scope IN $scopes) AND term.sensitivity <= $clearance AND (term.retiredAt IS NULL OR term.retiredAt > $now)
RETURN "Term" AS type, term.key AS key, term.title AS title, term.sensitivity AS sensitivity
