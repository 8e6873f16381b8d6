// Writes down that a migration has been made.
:params {version: 1, name: "V0001__constraints_and_indexes.cypher", checksum: "e3b0c442"};
CREATE (:Migration {version: $version, name: $name, checksum: $checksum, at: datetime()})
