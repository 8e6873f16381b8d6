// How many signals of a workspace are watched, and how many points a week they bring together, by the length of one period of each.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (signal:Signal {workspace: $workspace})
WHERE ($scopes IS NULL OR signal.scope IN $scopes) AND signal.sensitivity <= $clearance AND (signal.retiredAt IS NULL OR signal.retiredAt > $now)
CALL (signal) {
  MATCH (signal)<-[:OF_SIGNAL]-(point:Measurement)
  WHERE ($scopes IS NULL OR point.scope IN $scopes) AND point.sensitivity <= $clearance AND (point.retiredAt IS NULL OR point.retiredAt > $now)
  RETURN point LIMIT 1
}
RETURN count(*) AS signals, sum(604800000.0 / (point.periodEnd.epochMillis - point.periodStart.epochMillis)) AS perWeek
