// The domains that are below another now, each with that.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (domain:Domain {workspace: $workspace})-[below:SUBDOMAIN_OF]->(parent:Domain)
WHERE ($scopes IS NULL OR domain.scope IN $scopes) AND domain.sensitivity <= $clearance AND (domain.retiredAt IS NULL OR domain.retiredAt > $now)
  AND ($scopes IS NULL OR parent.scope IN $scopes) AND parent.sensitivity <= $clearance AND (parent.retiredAt IS NULL OR parent.retiredAt > $now)
  AND (below.validFrom IS NULL OR below.validFrom <= $now) AND (below.validTo IS NULL OR below.validTo > $now)
RETURN domain.key AS domain, parent.key AS parent
