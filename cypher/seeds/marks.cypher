// What a workspace remembers: among it, the digests of the seeds that were loaded into it.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (workspace:Workspace {workspace: $workspace, key: $workspace})
WHERE ($scopes IS NULL OR workspace.scope IN $scopes) AND workspace.sensitivity <= $clearance AND (workspace.retiredAt IS NULL OR workspace.retiredAt > $now)
RETURN workspace.attributes AS attributes
