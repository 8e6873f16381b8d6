// The metric families of workspaces that something changed in since a moment, and when it did last; a metric without a family is one of its own.
:params {scopes: null, clearance: 3};
:param since => datetime("2026-01-01T00:00:00Z");
:param now => datetime();
MATCH (workspace:Workspace)
WHERE ($scopes IS NULL OR workspace.scope IN $scopes) AND workspace.sensitivity <= $clearance AND (workspace.retiredAt IS NULL OR workspace.retiredAt > $now)
WITH workspace.key AS workspace, COLLECT {
  MATCH (event:ChangeEvent {workspace: workspace.key})
  WHERE event.at > $since
    AND ($scopes IS NULL OR event.scope IN $scopes) AND event.sensitivity <= $clearance AND (event.retiredAt IS NULL OR event.retiredAt > $now)
  RETURN event.at ORDER BY event.workspace DESC, event.at DESC LIMIT 1
} AS changed
WHERE size(changed) > 0
MATCH (metric:Metric {workspace: workspace})
WHERE ($scopes IS NULL OR metric.scope IN $scopes) AND metric.sensitivity <= $clearance AND (metric.retiredAt IS NULL OR metric.retiredAt > $now)
RETURN workspace, max(changed[0].epochMillis) AS changed, collect(DISTINCT coalesce(metric.family, metric.key)) AS families
