// The documents from a source that have a version current now, with it.
:params {workspace: "demo", source: "Knowledge base, article 1042", scopes: null, clearance: 3};
:param now => datetime();
MATCH (document:Document {workspace: $workspace, source: $source})<-[:VERSION_OF]-(version:DocumentVersion)
WHERE ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND (version.validFrom IS NULL OR version.validFrom <= $now) AND (version.validTo IS NULL OR version.validTo > $now)
RETURN document.key AS document, version.key AS version ORDER BY version
