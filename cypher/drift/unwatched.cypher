// The signals that were written to since the service last looked at them, and whether the lease on looking is free or the holder's own.
:params {lease: "drift-watch", holder: "process 4711", workspace: null};
:param most => 100;
OPTIONAL MATCH (lease:Lease {name: $lease})
WITH coalesce(lease.holder = $holder OR lease.until < datetime.realtime(), true) AS isMine
MATCH (signal:Signal) WHERE signal.unwatched IS NOT NULL AND ($workspace IS NULL OR signal.workspace = $workspace)
WITH isMine, signal ORDER BY signal.unwatched LIMIT $most
RETURN isMine, signal.workspace AS workspace, signal.id AS signal, signal.unwatched AS mark
