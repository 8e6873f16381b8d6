// The migrations that this graph has had, oldest first.
:params {};
MATCH (migration:Migration)
RETURN migration.version AS version, migration.name AS name, migration.checksum AS checksum, toString(migration.at) AS at
ORDER BY version
