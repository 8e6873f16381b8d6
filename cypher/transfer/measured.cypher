// Whether anything in a workspace was really measured or published: only where nothing was are made-up figures predicted from.
:params {workspace: "pythia", scopes: null, clearance: 3};
:param now => datetime();
RETURN EXISTS {
  MATCH (evaluation:Evaluation {workspace: $workspace})
  WHERE evaluation.origin <> "SYNTHETIC"
    AND ($scopes IS NULL OR evaluation.scope IN $scopes) AND evaluation.sensitivity <= $clearance AND (evaluation.retiredAt IS NULL OR evaluation.retiredAt > $now)
} AS measured
