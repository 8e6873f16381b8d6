// Prompt versions by key, whatever their state: their templates, with those that they embed and the worked examples that they show.
:params {workspace: "demo", keys: ["answer-from-knowledge-base@2", "answer-from-knowledge-base@3"], scopes: null, clearance: 3};
:param now => datetime();
UNWIND $keys AS key
MATCH (version:PromptVersion {workspace: $workspace, key: key})
WHERE ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
RETURN version.id AS id, key, version.state AS state, version.template AS template, version.variables AS variables, version.language AS language,
  COLLECT {
    MATCH embedding = (version)-[:EMBEDS*1..8]->(part:PromptVersion)-[:VERSION_OF]->(whole:Prompt)
    WHERE all(node IN nodes(embedding) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH DISTINCT part, whole
    RETURN {key: part.key, prompt: whole.key, template: part.template, state: part.state} ORDER BY part.key
  } AS parts,
  COLLECT {
    MATCH (version)-[:SHOWS]->(example:Demonstration)
    WHERE ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
    RETURN example.key ORDER BY example.key
  } AS shown
ORDER BY key
