// The approved prompt version that a task is worked with at a time: of its own prompts, else of the nearest task above it; among
// several the one in the language that is asked for, then the newest. With a prompt's key of that prompt alone, with an alias the
// version that it leads to, and with a version's key that version, approved or not. With the templates that it embeds, and the
// approved worked examples that it shows.
:params {prompt: null, alias: null, version: null, language: null, scopes: null, clearance: 3};
:param task => COLLECT { MATCH (n:Task {workspace: "demo", key: "answer-from-knowledge-base"}) RETURN n.id }[0];
:param asOf => datetime();
:param now => datetime();
MATCH way = (:Task {id: $task})-[:SUBTASK_OF*0..32]->(owner:Task)
WHERE all(edge IN relationships(way) WHERE (edge.validFrom IS NULL OR edge.validFrom <= $asOf) AND (edge.validTo IS NULL OR edge.validTo > $asOf))
  AND all(node IN nodes(way) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
MATCH (owner)<-[:FOR_TASK]-(prompt:Prompt)<-[:VERSION_OF]-(version:PromptVersion)
WHERE ($prompt IS NULL OR prompt.key = $prompt) AND (version.key = $version OR ($version IS NULL AND version.state = "APPROVED"))
  AND ($scopes IS NULL OR prompt.scope IN $scopes) AND prompt.sensitivity <= $clearance AND (prompt.retiredAt IS NULL OR prompt.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
  AND ($alias IS NULL OR EXISTS {
    MATCH (prompt)-[named:ALIAS {name: $alias}]->(version)
    WHERE (named.validFrom IS NULL OR named.validFrom <= $asOf) AND (named.validTo IS NULL OR named.validTo > $asOf)
  })
WITH owner, version, length(way) AS steps, CASE WHEN $language IS NOT NULL AND version.language = $language THEN 0 ELSE 1 END AS foreign
ORDER BY steps, foreign, version.ordinal DESC, version.key LIMIT 1
RETURN version.id AS id, version.key AS key, version.template AS template, version.variables AS variables, version.language AS language,
  owner.id AS owner,
  COLLECT {
    MATCH embedding = (version)-[:EMBEDS*1..8]->(part:PromptVersion)-[:VERSION_OF]->(whole:Prompt)
    WHERE all(node IN nodes(embedding) WHERE ($scopes IS NULL OR node.scope IN $scopes) AND node.sensitivity <= $clearance AND (node.retiredAt IS NULL OR node.retiredAt > $now))
    WITH DISTINCT part, whole
    RETURN {id: part.id, key: part.key, prompt: whole.key, template: part.template, state: part.state} ORDER BY part.key
  } AS parts,
  COLLECT {
    MATCH (version)-[:SHOWS]->(example:Demonstration {state: "APPROVED"})
    WHERE ($scopes IS NULL OR example.scope IN $scopes) AND example.sensitivity <= $clearance AND (example.retiredAt IS NULL OR example.retiredAt > $now)
    RETURN {id: example.id, key: example.key, input: example.input, output: example.output, label: example.label} ORDER BY example.key
  } AS shown
