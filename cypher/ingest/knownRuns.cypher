// Which of these runs are there. Whole are those whose file has been read to its end: importers write a run's settings last.
:params {workspace: "pythia", scopes: null, clearance: 3};
:param keys => COLLECT { MATCH (n:Run {workspace: "pythia"}) RETURN n.key LIMIT 3 };
:param now => datetime();
UNWIND $keys AS key
MATCH (run:Run {workspace: $workspace, key: key})
WHERE ($scopes IS NULL OR run.scope IN $scopes) AND run.sensitivity <= $clearance AND (run.retiredAt IS NULL OR run.retiredAt > $now)
RETURN run.key AS key, run.settings IS NOT NULL AS whole
