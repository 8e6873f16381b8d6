// A signal week by week, as a table, newest first: see when it moved. The service says whether it drifts: `driftOutlook`.
MATCH (:Signal {workspace: "demo", key: "reassignment-weekly"})<-[:OF_SIGNAL]-(point:Measurement)
WHERE NOT EXISTS { (point)-[:ON_SLICE]->() } AND point.retiredAt IS NULL
RETURN date(point.periodStart) AS from, point.value AS value, point.n AS cases, point.origin AS origin
ORDER BY from DESC
