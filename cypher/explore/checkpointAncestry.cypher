// Everything that a checkpoint comes from: the versions that it was derived from, the runs that made them, and the data they used.
// Try also {workspace: "demo", version: "harbourline/it-assistant-8b@2-q4"}.
MATCH ancestry = (:ModelVersion {workspace: "pythia", key: "pythia-1b@step143000"})-[:DERIVED_FROM|GENERATED_BY|USED*1..40]->(ancestor)
WHERE ancestor.retiredAt IS NULL
RETURN ancestry
