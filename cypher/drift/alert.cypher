// How far an alert has come, since when its change is said to have begun, and the signal that it was raised by.
:params {scopes: null, clearance: 3};
:param alert => COLLECT { MATCH (n:Alert {workspace: "demo"}) RETURN n.id }[0];
:param now => datetime();
MATCH (alert:Alert {id: $alert})-[:RAISED_BY]->(signal:Signal)
WHERE ($scopes IS NULL OR alert.scope IN $scopes) AND alert.sensitivity <= $clearance AND (alert.retiredAt IS NULL OR alert.retiredAt > $now)
  AND ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
RETURN alert.state AS state, alert.since.epochMillis AS since, signal.key AS signal
