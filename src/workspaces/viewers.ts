import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { viewerOf } from "./viewer.js";

/** Viewers by principal, each looked up once in a while rather than once a request. */
export interface Viewers {
  /** `anew` looks it up whatever is known. @throws Problem FORBIDDEN where no workspace knows the principal. */
  of(graph: Graph, principal: string, anew?: boolean): Promise<Viewer>;
  /** Forgets all of them: something was written here that may have changed what somebody sees. */
  forget(): void;
}

/** Most principals that are known at a time. */
const mostKnown = 10_000;

/**
 * A viewer is good for `lifetime` ms: so long can a grant that was taken away on another replica still count on this one. Failures
 * aren't kept.
 */
export function viewers(lifetime: number): Viewers {
  const known = new Map<string, { readonly until: number; readonly viewer: Promise<Viewer> }>();
  return {
    of: (graph, principal, anew = false) => {
      const found = known.get(principal);
      if (found && !anew && found.until > performance.now()) return found.viewer;
      const viewer = viewerOf(graph, principal);
      if (known.size >= mostKnown) known.clear();
      const entry = { until: performance.now() + lifetime, viewer };
      known.set(principal, entry);
      viewer.catch(() => known.get(principal) === entry && known.delete(principal));
      return viewer;
    },
    forget: () => known.clear(),
  };
}
