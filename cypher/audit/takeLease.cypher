// Takes or renews the lease on numbering entries where it is free, ran out, or is the holder's own; answers whether it is the holder's now.
:params {lease: "audit-sealer", holder: "process 4711"};
:param milliseconds => 10000;
MERGE (lease:Lease {name: $lease})
SET lease.askedAt = datetime.realtime()
WITH lease, coalesce(lease.holder = $holder OR lease.until < datetime.realtime(), true) AS isMine
SET lease += CASE WHEN isMine THEN {holder: $holder, until: datetime.realtime() + duration({milliseconds: $milliseconds})} ELSE {} END
RETURN isMine
