// When anything was changed last in a workspace: read off the end of an index.
:params {workspace: "pythia", scopes: null, clearance: 3};
:param now => datetime();
MATCH (event:ChangeEvent {workspace: $workspace})
WHERE event.at IS NOT NULL AND ($scopes IS NULL OR event.scope IN $scopes) AND event.sensitivity <= $clearance AND (event.retiredAt IS NULL OR event.retiredAt > $now)
RETURN event.id AS id, event.at.epochMillis AS at
ORDER BY event.workspace DESC, event.at DESC LIMIT 1
