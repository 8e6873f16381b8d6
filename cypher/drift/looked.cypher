// The service has looked at these signals as they were when they were marked; one that was written to since stays marked.
:param rows => [{id: "Signal_01", mark: datetime()}];
UNWIND $rows AS row
MATCH (signal:Signal {id: row.id}) WHERE signal.unwatched = row.mark
REMOVE signal.unwatched
