// The versions that there are of these models.
:params {workspace: "pythia", models: ["pythia-1b"], scopes: null, clearance: 3};
:param now => datetime();
UNWIND $models AS key
MATCH (model:Model {workspace: $workspace, key: key})<-[:VERSION_OF]-(version:ModelVersion)
WHERE ($scopes IS NULL OR model.scope IN $scopes) AND model.sensitivity <= $clearance AND (model.retiredAt IS NULL OR model.retiredAt > $now)
  AND ($scopes IS NULL OR version.scope IN $scopes) AND version.sensitivity <= $clearance AND (version.retiredAt IS NULL OR version.retiredAt > $now)
RETURN model.key AS model, version.version AS version
