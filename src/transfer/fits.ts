import { sha256 } from "../entity/digest.js";
import type { Graph } from "../graph/database.js";
import { seesAll, type Viewer } from "../graph/viewer.js";
import { withLease } from "../writes/lease.js";
import { fitOf, isSame, type Fit, type Standing } from "./fit.js";
import { standingFor } from "./standing.js";
import { isFor, loadFit, saveFit, storedFits, type Place, type StoredFit } from "./storedFits.js";
import { readScoreTable } from "./table.js";

/** The fit that answers a viewer. */
export interface Answering {
  readonly fit: Fit;
  /** Valid scores that this viewer sees and the fit hasn't seen: recorded, or changed, since. */
  readonly unseen: number;
}

/** Scores that are fitted anew while the asker waits; of more, answers come from the last fit until the next is there. */
const fewEnough = 2000;

/**
 * The fit of a metric family for a viewer: the newest in the graph of those that saw only what this viewer sees, else one of what it sees,
 * made now and kept in memory. One that saw more scores than are seen now may have seen what was hidden since, and answers only who sees all.
 * Two statements that read little when nothing has changed. `onProgress` is told what share of a fit is done, 0 to 1.
 */
export async function answering(graph: Graph, viewer: Viewer, place: Place, onProgress?: (share: number) => void): Promise<Answering> {
  const [now, stored] = await Promise.all([standingFor(graph, viewer, place, eyes(viewer, place)), storedFits(graph, place)]);
  const mine = own.get(eyes(viewer, place));
  if (mine && isSame(mine.seen.standing, now)) return { fit: mine, unseen: 0 };
  const shared = stored.find((each) => isFor(viewer, each) && (seesAll(viewer) || each.seen.standing.scores <= now.scores));
  const last = (shared && (await known(graph, shared))) ?? mine ?? null;
  if (last !== null && isSame(last.seen.standing, now)) return { fit: last, unseen: 0 };
  if (last === null || now.scores <= fewEnough) return { fit: await made(graph, viewer, place, now, onProgress), unseen: 0 };
  void inTurn(graph, viewer, place, now);
  return { fit: last, unseen: Math.max(now.scores - last.seen.standing.scores, 1) };
}

/** Fits what the service sees and keeps it in the graph, unless another process is at it: then it answers false. */
export async function refit(graph: Graph, viewer: Viewer, place: Place, standing: Standing): Promise<boolean> {
  return withLease(graph, `transfer ${place.workspace} ${place.family}`, longestFit, async () => void (await made(graph, viewer, place, standing)));
}
/** In ms; after it another process may fit. */
const longestFit = 300_000;

/** What a viewer sees of a workspace, as a name for it. */
function eyes({ scopes, clearance }: Viewer, { workspace, family }: Place): string {
  const seen = scopes === null ? "*" : scopes.filter((scope) => scope.startsWith(`${workspace}/`)).sort().join();
  return sha256(JSON.stringify([workspace, family, seen, clearance]));
}

/** Models take some MB each. */
const mostKept = 16;
/** Fits by their nodes' ids, and those that are in no graph by whose eyes they are of; the last used last. */
const [read, own, making] = [new Map<string, Fit>(), new Map<string, Fit>(), new Map<string, Promise<Fit>>()];

function keep(kept: Map<string, Fit>, key: string, fit: Fit): Fit {
  kept.delete(key);
  kept.set(key, fit);
  for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
  return fit;
}

async function known(graph: Graph, stored: StoredFit): Promise<Fit | null> {
  const fit = read.get(stored.id) ?? (await loadFit(graph, stored));
  return fit && keep(read, stored.id, fit);
}

/** Of equal fits that are wanted at once one is made. What a viewer of everything gets is kept in the graph. */
function made(graph: Graph, viewer: Viewer, place: Place, standing: Standing, onProgress?: (share: number) => void): Promise<Fit> {
  const key = eyes(viewer, place);
  const before = making.get(key);
  if (before) return before;
  const fit = make(graph, viewer, place, standing, onProgress).finally(() => making.delete(key));
  making.set(key, fit);
  return fit;
}

async function make(graph: Graph, viewer: Viewer, place: Place, standing: Standing, onProgress?: (share: number) => void): Promise<Fit> {
  const fit = await fitOf(await readScoreTable(graph, viewer, place), standing, onProgress);
  if (seesAll(viewer) && fit.seen.scores > 0) await saveFit(graph, place, fit);
  return keep(own, eyes(viewer, place), fit);
}

/** In the background; what fails is tried again by the next request. */
const inTurn = (graph: Graph, viewer: Viewer, place: Place, standing: Standing): Promise<unknown> =>
  (seesAll(viewer) ? refit(graph, viewer, place, standing) : made(graph, viewer, place, standing)).catch(() => undefined);
