// How far the chain of events of a workspace is sealed; no row where it hasn't begun.
:params {workspace: "demo", scopes: null, clearance: 3};
:param now => datetime();
MATCH (head:ChainHead {workspace: $workspace, kind: "ChangeEvent"})
RETURN head.number AS number
