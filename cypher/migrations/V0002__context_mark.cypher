// The secret that the marks around retrieved text are made with. Another would change every prompt, so it is made once.
MERGE (secret:DeploymentSecret {name: "context-mark"})
ON CREATE SET secret.value = randomUUID() + randomUUID();
