// A system version as a judge: the kind of its system, its settings, and the prompt versions that it uses.
:params {scopes: null, clearance: 3};
:param judge => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "answer-judge@1"}) RETURN n.id }[0];
:param now => datetime();
MATCH (judge:SystemVersion {id: $judge})-[:VERSION_OF]->(system:System)
WHERE ($scopes IS NULL OR judge.scope IN $scopes) AND judge.sensitivity <= $clearance AND (judge.retiredAt IS NULL OR judge.retiredAt > $now)
  AND ($scopes IS NULL OR system.scope IN $scopes) AND system.sensitivity <= $clearance AND (system.retiredAt IS NULL OR system.retiredAt > $now)
RETURN system.kind AS kind, judge.state AS state, judge.settings AS settings,
  COLLECT {
    MATCH (judge)-[:USES]->(prompt:PromptVersion)
    WHERE ($scopes IS NULL OR prompt.scope IN $scopes) AND prompt.sensitivity <= $clearance AND (prompt.retiredAt IS NULL OR prompt.retiredAt > $now)
    RETURN prompt.key ORDER BY prompt.key
  } AS prompts
