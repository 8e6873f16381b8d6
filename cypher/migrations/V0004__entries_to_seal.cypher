// What was written before there were chains joins them in the order of its record, with a digest of all that an entry now has.
MATCH (n:AuditEntry) WHERE n.number IS NULL SET n.unsealed = n.recordedAt REMOVE n.digest;
MATCH (n:ChangeEvent) WHERE n.number IS NULL SET n.unsealed = n.recordedAt REMOVE n.digest;
