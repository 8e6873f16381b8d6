// When anything was changed last in a workspace, read off the end of an index, and whether anything was since a moment but what is recorded
// all the time (kinds that no score depends on).
:params {workspace: "pythia", apart: ["Measurement", "Alert"], scopes: null, clearance: 3};
:param since => datetime("2026-01-01T00:00:00Z");
:param now => datetime();
MATCH (last:ChangeEvent {workspace: $workspace})
WHERE last.at IS NOT NULL AND ($scopes IS NULL OR last.scope IN $scopes) AND last.sensitivity <= $clearance AND (last.retiredAt IS NULL OR last.retiredAt > $now)
WITH last ORDER BY last.workspace DESC, last.at DESC LIMIT 1
RETURN last.at.epochMillis AS at, EXISTS {
  MATCH (event:ChangeEvent {workspace: $workspace})
  WHERE event.at > $since AND NOT split(event.target, ":")[0] IN $apart
    AND ($scopes IS NULL OR event.scope IN $scopes) AND event.sensitivity <= $clearance AND (event.retiredAt IS NULL OR event.retiredAt > $now)
} AS isTouched
