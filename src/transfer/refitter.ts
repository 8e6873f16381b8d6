import type { Database } from "../graph/database.js";
import { rounds, type Rounds } from "../graph/rounds.js";
import { service } from "../graph/viewer.js";
import { isoOf } from "../graph/values.js";
import { isSame } from "./fit.js";
import { answering, refit } from "./fits.js";
import { writeNeighbours } from "./inferred.js";
import { storedFits, type Place } from "./storedFits.js";
import { changedSince, standingOf } from "./transfer.queries.js";

interface RefitterOptions {
  readonly database: Database;
  /** Told what went wrong; it is tried again later. */
  readonly failed: (error: unknown) => void;
  readonly pace?: Pace;
  /** Only what is in it; all workspaces unless given. */
  readonly workspace?: string;
}

/** In ms. */
interface Pace {
  /** From one look at what has changed to the next. */
  readonly look: number;
  /** So long nothing more must have come in; but after `most` it isn't waited for any longer. */
  readonly quiet: number;
  readonly most: number;
}
const usual: Pace = { look: 15_000, quiet: 10_000, most: 120_000 };

/** Keeps fits up to date. */
export type Refitter = Pick<Rounds, "stop">;

/**
 * Fits metric families anew for which there is a fit, once scores have come in and then none for a while, and writes what it learnt about
 * which tasks are alike. Families that nobody asked about aren't fitted. Any number of processes have one running; one at a time fits a family.
 */
export function startRefitter({ database, failed, pace = usual, workspace }: RefitterOptions): Refitter {
  const waiting = new Map<string, { readonly place: Place; readonly since: number; changed: number }>();
  let seen = 0;
  const pause = { usual: pace.look, least: pace.look };
  return rounds(pause, async (isStopped) => {
    await look(isStopped).catch(failed);
    return pause;
  });

  async function look(isStopped: () => boolean): Promise<void> {
    for (const { workspace: at, changed, families } of await changedSince(database, service, { since: isoOf(seen) })) {
      if (workspace !== undefined && at !== workspace) continue;
      for (const family of families) {
        const key = JSON.stringify([at, family]);
        waiting.set(key, { place: { workspace: at, family }, since: waiting.get(key)?.since ?? Date.now(), changed });
      }
    }
    seen = [...waiting.values()].reduce((last, { changed }) => Math.max(last, changed), seen);
    for (const [key, { place, since, changed }] of waiting) {
      if (isStopped()) return;
      if (Date.now() - changed < pace.quiet && Date.now() - since < pace.most) continue;
      // One family that can't be fitted doesn't keep those behind it waiting.
      if (await keep(place).catch((error: unknown) => void failed(error))) waiting.delete(key);
    }
  }

  /** False where another process is at it. */
  async function keep(place: Place): Promise<boolean> {
    const [last] = await storedFits(database, place);
    if (!last) return true;
    const [now] = await standingOf(database, service, { ...place });
    if (!isSame(now!, last.seen.standing) && !(await refit(database, service, place, now!))) return false;
    const { fit } = await answering(database, service, place);
    if (!fit.seen.synthetic) await writeNeighbours(database, place, fit);
    return true;
  }
}
