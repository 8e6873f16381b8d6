// Which documents' versions policies or their own sensitivity speak of, for one action at a time: versions of which the same is
// said stand in one row. Policies are on the version, on its document, on the document's domains and those above. Documents are
// those of $asOf, what is said of them is judged at $at: what was retired in between is still forbidden, but no longer permitted.
:params {workspace: "demo", action: "RETRIEVE", restricted: true, scopes: null, clearance: 3};
:param asOf => datetime("2026-03-01T00:00:00Z");
:param at => datetime();
:param now => datetime();
CALL () {
  MATCH (policy:PolicyVersion {workspace: $workspace, action: $action})-[governs:GOVERNS]->(place)
  WHERE ($scopes IS NULL OR policy.scope IN $scopes) AND policy.sensitivity <= $clearance AND (policy.retiredAt IS NULL OR policy.retiredAt > $now)
    AND ($scopes IS NULL OR place.scope IN $scopes) AND place.sensitivity <= $clearance AND (place.retiredAt IS NULL OR place.retiredAt > $now)
    AND (governs.validFrom IS NULL OR governs.validFrom <= $at) AND (governs.validTo IS NULL OR governs.validTo > $at)
    AND policy.state <> "RETIRED" AND (policy.retiredAt IS NULL OR policy.retiredAt > $at)
    AND (policy.effect <> "PERMIT" OR place.retiredAt IS NULL OR place.retiredAt > $at)
    AND policy.effectiveFrom <= $at AND (policy.effectiveTo IS NULL OR policy.effectiveTo > $at)
    AND NOT EXISTS {
      MATCH (policy)<-[:SUPERSEDES]-(newer:PolicyVersion)
      WHERE ($scopes IS NULL OR newer.scope IN $scopes) AND newer.sensitivity <= $clearance AND (newer.retiredAt IS NULL OR newer.retiredAt > $now)
        AND newer.state IN ["APPROVED", "RETIRED"] AND newer.effectiveFrom <= $at AND (newer.retiredAt IS NULL OR newer.retiredAt > $at)
    }
  CALL (policy, place) {
    MATCH (place)<-[:VERSION_OF*0..1]-(version:DocumentVersion)
    WHERE place:Document OR place:DocumentVersion
    RETURN version
    UNION
    MATCH under = (place)<-[:SUBDOMAIN_OF*0..32]-(domain:Domain)<-[:HOME_DOMAIN|ABOUT]-(document:Document)
    WHERE place:Domain
      AND ($scopes IS NULL OR domain.scope IN $scopes) AND domain.sensitivity <= $clearance AND (domain.retiredAt IS NULL OR domain.retiredAt > $now)
      AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
      AND all(edge IN relationships(under) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $at) AND (edge.validTo IS NULL OR edge.validTo > $at))
      AND (policy.effect <> "PERMIT" OR all(node IN nodes(under) WHERE node.retiredAt IS NULL OR node.retiredAt > $at))
      AND all(node IN nodes(under) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    MATCH (document)<-[:VERSION_OF]-(version:DocumentVersion)
    RETURN version
  }
  RETURN version, policy
  UNION
  MATCH (version:DocumentVersion {workspace: $workspace})
  WHERE $restricted AND version.sensitivity = 3
  RETURN version, null AS policy
}
WITH version, policy
WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND (version.validFrom IS NULL OR version.validFrom <= $asOf) AND (version.validTo IS NULL OR version.validTo > $asOf)
WITH version, policy ORDER BY policy.key
WITH version, collect(DISTINCT policy) AS policies, version.sensitivity = 3 AS restricted
WITH version, policies, restricted, COLLECT {
    MATCH (version)<-[:REVIEWS]-(review:Review)
    WHERE restricted AND ($scopes IS NULL OR review.scope IN $scopes) AND review.sensitivity <= $clearance AND (review.retiredAt IS NULL OR review.retiredAt > $now)
      AND (review.retiredAt IS NULL OR review.retiredAt > $at)
    RETURN {outcome: review.outcome, action: review.action, purpose: review.purpose, validUntil: review.validUntil.epochMillis, at: review.recordedAt.epochMillis}
    ORDER BY review.recordedAt, review.key
  } AS reviews
WITH policies, restricted, reviews, collect(version.id) AS versions
RETURN versions, restricted, reviews, [policy IN policies | {
  id: policy.id, effect: policy.effect, action: policy.action, purpose: policy.purpose, constraint: policy.constraint, approved: policy.state = "APPROVED",
  everyone: NOT EXISTS { (policy)-[:ASSIGNED_TO]->() },
  assignees: COLLECT {
    MATCH (policy)-[:ASSIGNED_TO]->(who)
    WHERE ($scopes IS NULL OR who.scope IN $scopes) AND who.sensitivity <= $clearance AND (who.retiredAt IS NULL OR who.retiredAt > $now)
    RETURN who.id ORDER BY who.id
  }
}] AS rules
