// The alerts that were raised at a moment.
:params {workspace: "demo", scopes: null, clearance: 3};
:param at => COLLECT { MATCH (n:Alert {workspace: "demo"}) RETURN n.recordedAt }[0];
:param now => datetime();
MATCH (alert:Alert {workspace: $workspace})
WHERE alert.recordedAt = $at
  AND ($scopes IS NULL OR alert.scope IN $scopes) AND alert.sensitivity <= $clearance AND (alert.retiredAt IS NULL OR alert.retiredAt > $now)
WITH alert ORDER BY alert.key
RETURN alert.id AS alert
