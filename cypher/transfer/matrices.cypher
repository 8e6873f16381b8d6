// The matrices of a fit, as the service wrote them.
:params {scopes: null, clearance: 3};
:param fit => COLLECT { MATCH (n:TransferFit {workspace: "pythia"}) RETURN n.id }[0];
:param now => datetime();
MATCH (fit:TransferFit {id: $fit})
WHERE fit.matrices IS NOT NULL AND ($scopes IS NULL OR fit.scope IN $scopes) AND fit.sensitivity <= $clearance AND (fit.retiredAt IS NULL OR fit.retiredAt > $now)
RETURN fit.matrices AS matrices
