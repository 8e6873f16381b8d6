// The words of policy versions, by id.
:params {scopes: null, clearance: 3};
:param policies => COLLECT { MATCH (n:PolicyVersion {workspace: "demo", key: "identity-check@1"}) RETURN n.id };
:param now => datetime();
MATCH (policy:PolicyVersion)
WHERE policy.id IN $policies AND ($scopes IS NULL OR policy.scope IN $scopes) AND policy.sensitivity <= $clearance AND (policy.retiredAt IS NULL OR policy.retiredAt > $now)
RETURN policy.id AS id, policy.key AS key, policy.text AS text
ORDER BY key
