// Which roles a principal has, itself or by its teams, in each workspace that knows it: by grant, with the domains that it reaches.
:params {principal: "person/network-engineer", scopes: null, clearance: 3};
:param now => datetime();
MATCH (workspace:Workspace)
WHERE ($scopes IS NULL OR workspace.scope IN $scopes) AND workspace.sensitivity <= $clearance AND (workspace.retiredAt IS NULL OR workspace.retiredAt > $now)
MATCH (principal:Principal {workspace: workspace.key, key: $principal})
WHERE ($scopes IS NULL OR principal.scope IN $scopes) AND principal.sensitivity <= $clearance AND (principal.retiredAt IS NULL OR principal.retiredAt > $now)
RETURN workspace.key AS workspace, COLLECT {
  MATCH (principal) ((:Principal)-[membership:MEMBER_OF]->(team:Principal)
    WHERE (membership.validFrom IS NULL OR membership.validFrom <= $now) AND (membership.validTo IS NULL OR membership.validTo > $now)
      AND ($scopes IS NULL OR team.scope IN $scopes) AND team.sensitivity <= $clearance AND (team.retiredAt IS NULL OR team.retiredAt > $now)){0,8} (holder:Principal)
  MATCH (grant:Grant)-[:TO]->(holder)
  WHERE ($scopes IS NULL OR grant.scope IN $scopes) AND grant.sensitivity <= $clearance AND (grant.retiredAt IS NULL OR grant.retiredAt > $now)
  MATCH (grant)-[:OVER]->(domain:Domain)
  WHERE ($scopes IS NULL OR domain.scope IN $scopes) AND domain.sensitivity <= $clearance AND (domain.retiredAt IS NULL OR domain.retiredAt > $now)
  WITH DISTINCT grant, domain
  RETURN {role: grant.role, domains: COLLECT {
    MATCH (domain) ((:Domain)<-[narrowing:SUBDOMAIN_OF]-(narrower:Domain)
      WHERE (narrowing.validFrom IS NULL OR narrowing.validFrom <= $now) AND (narrowing.validTo IS NULL OR narrowing.validTo > $now)
        AND ($scopes IS NULL OR narrower.scope IN $scopes) AND narrower.sensitivity <= $clearance AND (narrower.retiredAt IS NULL OR narrower.retiredAt > $now)){0,32} (below:Domain)
    RETURN DISTINCT below.key
  }}
} AS grants
