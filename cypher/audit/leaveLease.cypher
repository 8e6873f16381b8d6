// Gives the lease on numbering entries back, so that another process need not wait until it runs out.
:params {lease: "audit-sealer", holder: "process 4711"};
MATCH (lease:Lease {name: $lease})
SET lease.askedAt = datetime.realtime()
WITH lease WHERE lease.holder = $holder
REMOVE lease.holder, lease.until
