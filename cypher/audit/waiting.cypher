// Where entries and events wait to be numbered, and whether the lease on numbering them is free or the holder's own.
:params {lease: "audit-sealer", holder: "process 4711"};
OPTIONAL MATCH (lease:Lease {name: $lease})
WITH coalesce(lease.holder = $holder OR lease.until < datetime.realtime(), true) AS isMine
CALL () {
  MATCH (n:AuditEntry) WHERE n.workspace IS NOT NULL AND n.unsealed IS NOT NULL
  WITH n.workspace AS workspace LIMIT 10000
  RETURN DISTINCT workspace, "AuditEntry" AS kind
  UNION
  MATCH (n:ChangeEvent) WHERE n.workspace IS NOT NULL AND n.unsealed IS NOT NULL
  WITH n.workspace AS workspace LIMIT 10000
  RETURN DISTINCT workspace, "ChangeEvent" AS kind
}
RETURN isMine, workspace, kind
