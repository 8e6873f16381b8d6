// Whether a workspace has been written to: its own node, or nothing.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (workspace:Workspace {workspace: $workspace, key: $workspace})
WHERE ($scopes IS NULL OR workspace.scope IN $scopes) AND workspace.sensitivity <= $clearance AND (workspace.retiredAt IS NULL OR workspace.retiredAt > $now)
RETURN workspace.key AS key
