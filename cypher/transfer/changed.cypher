// When anything was recorded last in a workspace, read off the end of an index, and whether anything was since a moment but what is recorded
// all the time (kinds that no score depends on). An event is about one node, `Type:key`, or counts several: `60 Measurement, 1 Alert`.
:params {workspace: "pythia", apart: ["Measurement", "Alert"], scopes: null, clearance: 3};
:param since => datetime("2026-01-01T00:00:00Z");
:param now => datetime();
MATCH (last:ChangeEvent {workspace: $workspace})
WHERE last.recordedAt IS NOT NULL AND ($scopes IS NULL OR last.scope IN $scopes) AND last.sensitivity <= $clearance AND (last.retiredAt IS NULL OR last.retiredAt > $now)
WITH last ORDER BY last.workspace DESC, last.recordedAt DESC LIMIT 1
RETURN last.recordedAt.epochMillis AS at, EXISTS {
  MATCH (event:ChangeEvent {workspace: $workspace})
  WHERE event.recordedAt >= $since
    AND NOT CASE WHEN event.target CONTAINS ":" THEN split(event.target, ":")[0] IN $apart ELSE all(each IN split(event.target, ", ") WHERE split(each, " ")[1] IN $apart) END
    AND ($scopes IS NULL OR event.scope IN $scopes) AND event.sensitivity <= $clearance AND (event.retiredAt IS NULL OR event.retiredAt > $now)
} AS isTouched
