// The fits of a metric family in a workspace, newest first, and whether each still has its matrices; without these.
:params {workspace: "pythia", family: "acc", scopes: null, clearance: 3};
:param now => datetime();
MATCH (fit:TransferFit {workspace: $workspace, family: $family})
WHERE ($scopes IS NULL OR fit.scope IN $scopes) AND fit.sensitivity <= $clearance AND (fit.retiredAt IS NULL OR fit.retiredAt > $now)
RETURN fit.id AS id, fit.seen AS seen, fit.settings AS settings, fit.recordedAt.epochMillis AS at, fit.matrices IS NOT NULL AS whole
ORDER BY fit.recordedAt DESC, fit.id DESC LIMIT 20
