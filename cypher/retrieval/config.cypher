// A version of a retrieval configuration by its key, or the newest one of a configuration that isn't RETIRED.
:params {workspace: "demo", key: "knowledge-search@2", scopes: null, clearance: 3};
:param now => datetime();
MATCH (config:RetrievalConfigVersion {workspace: $workspace})-[:VERSION_OF]->(head:RetrievalConfig)
WHERE (config.key = $key OR (head.key = $key AND config.state <> "RETIRED"))
  AND ($scopes IS NULL OR config.scope IN $scopes) AND config.sensitivity <= $clearance AND (config.retiredAt IS NULL OR config.retiredAt > $now)
  AND ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
RETURN config.id AS id, config.key AS key, config.settings AS settings ORDER BY config.ordinal DESC LIMIT 1
