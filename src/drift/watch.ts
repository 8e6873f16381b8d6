import { grouped } from "../entity/grouped.js";
import type { Database } from "../graph/database.js";
import { cypher } from "../graph/query.js";
import { rounds, type Pause, type Rounds } from "../graph/rounds.js";
import { int } from "../graph/values.js";
import { leaseOf } from "../writes/lease.js";
import { watchSignals } from "./watchSignals.js";

interface WatchOptions {
  readonly database: Database;
  /** Told what went wrong; it is tried again later. */
  readonly failed: (error: unknown) => void;
  /** Told after something was written. */
  readonly wrote?: () => void;
  /** Name of the lease, of which one process at a time looks. */
  readonly lease?: string;
  /** Only its signals; those of all workspaces unless given. */
  readonly workspace?: string | null;
  readonly pace?: Pace;
}

/** In ms: the least from one look to the next while there is something, so that measurements gather, and the pause while there is nothing. */
interface Pace {
  readonly busy: number;
  readonly idle: number;
}
const usual: Pace = { busy: 500, idle: 2_000 };

/** Looks at signals as they are written to; stopped, it gives the lease back. */
export type Watch = Rounds;

/** Signals of one look, so that a look is short. */
const mostSignals = 100;

/** Any number of processes have one running; the one with the lease looks. That two believe to have it does no harm (`watchSignals`). */
export function startWatch({ database, failed, wrote = () => {}, lease: name = "drift-watch", workspace: only = null, pace = usual }: WatchOptions): Watch {
  const lease = leaseOf(database, name);
  const watching = rounds({ usual: pace.busy, least: pace.busy }, async (isStopped): Promise<Pause> => {
    const isBusy = await look(isStopped).catch((error: unknown) => (failed(error), false));
    return { usual: isBusy ? pace.busy : pace.idle, least: pace.busy };
  });
  return {
    wake: watching.wake,
    stop: async () => {
      await watching.stop();
      await lease.leave().catch(failed);
    },
  };

  /** Answers whether there was something. */
  async function look(isStopped: () => boolean): Promise<boolean> {
    const marked = (await database.read({ name: "drift watch", text: unwatched, parameters: { ...lease.own, workspace: only, most: int(mostSignals) } })).map((row) => row.toObject() as unknown as Marked);
    if (marked[0]?.isMine !== true || !(await lease.take())) return false;
    for (const [workspace, own] of grouped(marked, (each) => each.workspace)) {
      if (isStopped()) return true;
      for (const problem of await watchSignals(database, workspace, own.map(({ signal }) => signal))) failed(new Error(problem));
      await database.write("drift watch", (transaction) => transaction.run(looked, { rows: own.map(({ signal, mark }) => ({ id: signal, mark })) }));
    }
    wrote();
    return true;
  }
}

interface Marked {
  readonly isMine: boolean;
  readonly workspace: string;
  readonly signal: string;
  /** When it was written to, as the database has it. */
  readonly mark: unknown;
}

const unwatched = cypher("drift/unwatched");
const looked = cypher("drift/looked");
