// A secret of this deployment by its name; a migration made it.
:params {name: "context-mark", scopes: null, clearance: 3};
:param now => datetime();
MATCH (secret:DeploymentSecret {name: $name})
RETURN secret.value AS value
