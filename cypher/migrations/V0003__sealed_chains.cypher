// The chains of audit entries and change events: a number stands once in each, and what has none yet is found without looking at all others.
CREATE CONSTRAINT audit_entry_number IF NOT EXISTS FOR (n:AuditEntry) REQUIRE (n.workspace, n.number) IS UNIQUE;
CREATE CONSTRAINT change_event_number IF NOT EXISTS FOR (n:ChangeEvent) REQUIRE (n.workspace, n.number) IS UNIQUE;
CREATE CONSTRAINT chain_head_kind IF NOT EXISTS FOR (n:ChainHead) REQUIRE (n.workspace, n.kind) IS UNIQUE;
CREATE INDEX audit_entry_unsealed IF NOT EXISTS FOR (n:AuditEntry) ON (n.workspace, n.unsealed);
CREATE INDEX change_event_unsealed IF NOT EXISTS FOR (n:ChangeEvent) ON (n.workspace, n.unsealed);
