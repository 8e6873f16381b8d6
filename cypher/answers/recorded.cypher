// The recorded turns of a system version, newest first: what was asked and answered where that was kept, the prompt that it answers, with its passages
// (`usable`: whether retrieval would take them while they were current, policies aside), what it cites, the item that was asked, and the documents that were judged relevant to that.
:params {scopes: null, clearance: 3};
:param system => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN n.id }[0];
:param most => 10;
:param now => datetime();
MATCH (system:SystemVersion {id: $system})<-[:BY]-(answer:Answer {kind: "TURN"})
WHERE ($scopes IS NULL OR system.scope IN $scopes) AND system.sensitivity <= $clearance AND (system.retiredAt IS NULL OR system.retiredAt > $now)
  AND ($scopes IS NULL OR answer.scope IN $scopes) AND answer.sensitivity <= $clearance AND (answer.retiredAt IS NULL OR answer.retiredAt > $now)
WITH answer ORDER BY answer.at DESC, answer.key LIMIT $most
RETURN answer.key AS key, answer.session AS session, answer.input AS input, answer.output AS output,
  head(COLLECT {
    MATCH (answer)-[:FROM_BUILD]->(build:PromptBuild)-[:FOR_TASK]->(task:Task)
    WHERE ($scopes IS NULL OR build.scope IN $scopes) AND build.sensitivity <= $clearance AND (build.retiredAt IS NULL OR build.retiredAt > $now)
      AND ($scopes IS NULL OR task.scope IN $scopes) AND task.sensitivity <= $clearance AND (task.retiredAt IS NULL OR task.retiredAt > $now)
    RETURN {task: task.id, purpose: build.purpose, language: build.language} ORDER BY task.id
  }) AS build,
  COLLECT {
    MATCH (answer)-[:FROM_BUILD]->(build:PromptBuild)-[:BUILT_FROM]->(chunk:Chunk)-[:PART_OF]->(version:DocumentVersion)-[:VERSION_OF]->(document:Document)
    WHERE ($scopes IS NULL OR build.scope IN $scopes) AND build.sensitivity <= $clearance AND (build.retiredAt IS NULL OR build.retiredAt > $now)
      AND ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
      AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
      AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
    OPTIONAL MATCH (chunk)-[:NEXT]->(following:Chunk)
    WHERE ($scopes IS NULL OR following.scope IN $scopes) AND following.sensitivity <= $clearance AND (following.retiredAt IS NULL OR following.retiredAt > $now)
    WITH document, version, chunk, head(collect(following.key)) AS next
    RETURN {
      id: chunk.key, source: document.key, text: chunk.text, versionId: version.id, start: chunk.start, end: chunk.end, next: next,
      ended: CASE WHEN version.validTo <= $now THEN version.validTo.epochMillis END, usable: (chunk.sensitivity < 3 OR version.sensitivity = 3) AND version.state <> "RETIRED"
    } ORDER BY chunk.key
  } AS contexts,
  COLLECT {
    MATCH (answer)-[cites:CITES]->(chunk:Chunk)-[:PART_OF]->(version:DocumentVersion)-[:VERSION_OF]->(document:Document)
    WHERE ($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)
      AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
      AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
    RETURN {id: chunk.key, source: document.key, text: chunk.text} ORDER BY cites.position, chunk.key
  } AS citations,
  COLLECT {
    MATCH (answer)-[:FOR_ITEM]->(item:Item)
    WHERE ($scopes IS NULL OR item.scope IN $scopes) AND item.sensitivity <= $clearance AND (item.retiredAt IS NULL OR item.retiredAt > $now)
    RETURN {key: item.key, input: item.input, reference: item.reference, assertions: item.assertions, judged: COLLECT {
      MATCH (item)<-[:OF_ITEM]-(judgement:Judgement)-[:JUDGES]->(document:Document)
      WHERE ($scopes IS NULL OR judgement.scope IN $scopes) AND judgement.sensitivity <= $clearance AND (judgement.retiredAt IS NULL OR judgement.retiredAt > $now)
        AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
      RETURN {document: document.key, grade: judgement.grade} ORDER BY document.key
    }}
  } AS items
ORDER BY key
