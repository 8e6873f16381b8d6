// Locks the lease of migrations for as long as the transaction lasts: others that migrate wait.
:params {holder: "process 4711"};
MERGE (lease:Lease {name: "migrations"})
SET lease.holder = $holder
