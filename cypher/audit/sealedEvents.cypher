// The next sealed events of workspaces after a number in each, in their order.
:params {scopes: null, clearance: 3};
:param from => [{workspace: "demo", after: 0}];
:param most => 200;
:param now => datetime();
UNWIND $from AS from
CALL (from) {
  MATCH (n:ChangeEvent {workspace: from.workspace})
  WHERE n.number > from.after
    AND ($scopes IS NULL OR n.scope IN $scopes) AND n.sensitivity <= $clearance AND (n.retiredAt IS NULL OR n.retiredAt > $now)
  RETURN n ORDER BY n.workspace, n.number LIMIT $most
}
RETURN from.workspace AS workspace, from.after AS after, n.number AS number, n.at.epochMillis AS at, n.scope AS scope, n.sensitivity AS sensitivity,
  n.target AS target, n.action AS action, n.request AS request, coalesce(n.evaluations, []) AS evaluations
