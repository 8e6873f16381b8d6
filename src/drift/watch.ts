import { grouped } from "../entity/grouped.js";
import type { Database } from "../graph/database.js";
import { cypher } from "../graph/query.js";
import { unspanned } from "../graph/spans.js";
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

/** Looks at signals as they are written to. */
export interface Watch {
  /** Something was written here: the next look is soon. */
  wake(): void;
  /** Ends after the look under way, and gives the lease back. */
  stop(): Promise<void>;
}

/** Signals of one look, so that a look is short. */
const mostSignals = 100;

/** Any number of processes have one running; the one with the lease looks. That two believe to have it does no harm (`watchSignals`). */
export function startWatch({ database, failed, wrote = () => {}, lease: name = "drift-watch", workspace: only = null, pace = usual }: WatchOptions): Watch {
  const lease = leaseOf(database, name);
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let [isWoken, isStopped] = [false, false];
  arm(pace.busy);
  return {
    wake: () => {
      isWoken = true;
      if (timer) arm(pace.busy);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
      await lease.leave().catch(failed);
    },
  };

  function arm(ms: number): void {
    clearTimeout(timer);
    timer = unspanned(() => setTimeout(() => {
      timer = undefined;
      isWoken = false;
      running = look().then((isBusy) => void (isStopped || arm(isBusy || isWoken ? pace.busy : pace.idle)));
    }, ms).unref());
  }

  /** Answers whether there was something. */
  async function look(): Promise<boolean> {
    try {
      const marked = (await database.read({ name: "drift watch", text: unwatched, parameters: { ...lease.own, workspace: only, most: int(mostSignals) } })).map((row) => row.toObject() as unknown as Marked);
      if (marked[0]?.isMine !== true || !(await lease.take())) return false;
      for (const [workspace, own] of grouped(marked, (each) => each.workspace)) {
        if (isStopped) return true;
        for (const problem of await watchSignals(database, workspace, own.map(({ signal }) => signal))) failed(new Error(problem));
        await database.write("drift watch", (transaction) => transaction.run(looked, { rows: own.map(({ signal, mark }) => ({ id: signal, mark })) }));
      }
      wrote();
      return true;
    } catch (error) {
      failed(error);
      return false;
    }
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
