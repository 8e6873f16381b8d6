import type { Graph } from "../graph/database.js";
import { service, type Viewer } from "../graph/viewer.js";
import type { Standing } from "./fit.js";
import type { Place } from "./storedFits.js";
import { lastChange, standingOf } from "./transfer.queries.js";

/** In ms: transactions that are under way together may end in another order than their events say, and none takes longer. */
const overtaken = 30_000;
const mostKept = 1000;

const kept = new Map<string, { readonly event: string; readonly standing: Standing }>();

/**
 * How far the scores that a viewer sees have come; `eyes` is a name for what it sees. Counted again only when something was changed in
 * the workspace since, or lately: the count walks over all of them.
 */
export async function standingFor(graph: Graph, viewer: Viewer, place: Place, eyes: string): Promise<Standing> {
  const [last] = await lastChange(graph, service, { workspace: place.workspace });
  const before = kept.get(eyes);
  if (last && before?.event === last.id) return before.standing;
  const [standing] = await standingOf(graph, viewer, { ...place });
  kept.delete(eyes);
  if (last && Date.now() - last.at > overtaken) kept.set(eyes, { event: last.id, standing: standing! });
  for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
  return standing!;
}
