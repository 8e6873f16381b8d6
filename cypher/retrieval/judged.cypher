// The queries of a dataset version with what was judged for each, of what the viewer may see; an empty split means all.
:params {workspace: "demo", data: "harbourline/knowledge-queries@1", split: "", scopes: null, clearance: 3};
:param now => datetime();
MATCH (data:DatasetVersion {workspace: $workspace, key: $data})-[contains:CONTAINS]->(item:Item)<-[:OF_ITEM]-(judgement:Judgement)-[:JUDGES]->(document:Document)
WHERE ($split = "" OR contains.split = $split)
  AND ($scopes IS NULL OR data.scope IN $scopes) AND data.sensitivity <= $clearance AND (data.retiredAt IS NULL OR data.retiredAt > $now)
  AND ($scopes IS NULL OR item.scope IN $scopes) AND item.sensitivity <= $clearance AND (item.retiredAt IS NULL OR item.retiredAt > $now)
  AND ($scopes IS NULL OR judgement.scope IN $scopes) AND judgement.sensitivity <= $clearance AND (judgement.retiredAt IS NULL OR judgement.retiredAt > $now)
  AND ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
RETURN item.key AS item, item.input AS input, collect({document: document.key, grade: judgement.grade}) AS judged ORDER BY item
