import type { Database } from "../graph/database.js";
import { cypher } from "../graph/query.js";
import { rounds, type Pause, type Rounds } from "../graph/rounds.js";
import type { Chained } from "../writes/chain.js";
import { leaseOf } from "../writes/lease.js";
import { mostSealed, seal } from "../writes/seal.js";

interface SealerOptions {
  readonly database: Database;
  /** Told what went wrong; it is tried again later. */
  readonly failed: (error: unknown) => void;
  /** Told after something was numbered. */
  readonly sealed?: () => void;
  /** Name of the lease, of which one process at a time seals. */
  readonly lease?: string;
  readonly pace?: Pace;
}

/** In ms. */
interface Pace {
  /** The least from one look at what waits to the next, while there is something; a batch gathers meanwhile. */
  readonly busy: number;
  /** The longest pause while there is nothing. */
  readonly idle: number;
  /** How long the lease holds after each batch. */
  readonly lease: number;
}
const usual: Pace = { busy: 250, idle: 1_000, lease: 10_000 };

/** Numbers and chains entries and events as they come; stopped, it gives the lease back. */
export type Sealer = Rounds;

/**
 * Looks for what waits, and seals it while this process has the lease. Any number of processes have one running: the others only
 * look, and one of them takes over when the lease ran out. That two believe to have it does no harm (`seal`).
 */
export function startSealer({ database, failed, sealed = () => {}, lease: name = "audit-sealer", pace = usual }: SealerOptions): Sealer {
  const lease = leaseOf(database, name, pace.lease);
  let pause = pace.busy;
  const sealing = rounds({ usual: pause, least: pace.busy }, look);
  return {
    wake: sealing.wake,
    stop: async () => {
      await sealing.stop();
      await lease.leave().catch(failed);
    },
  };

  /** Who wakes it has it look sooner only where nothing waits: else a batch gathers. */
  async function look(isStopped: () => boolean): Promise<Pause> {
    let isIdle = false;
    try {
      const places = (await database.read({ name: "sealer", text: waiting, parameters: lease.own })).map((row) => row.toObject() as unknown as Place);
      const isMine = places[0]?.isMine === true && (await lease.take());
      pause = isMine ? (await sealAll(places, isStopped)) : Math.min(2 * Math.max(pause, 1), pace.idle);
      isIdle = places.length === 0;
    } catch (error) {
      pause = Math.min(2 * Math.max(pause, 1), failures * pace.idle);
      failed(error);
    }
    return { usual: pause, least: isIdle ? pace.busy : pause };
  }

  /** Answers how long to wait. */
  async function sealAll(places: readonly Place[], isStopped: () => boolean): Promise<number> {
    const began = performance.now();
    let most = 0;
    for (const { workspace, kind } of places) if (!isStopped()) most = Math.max(most, await seal(database, workspace, kind));
    if (most > 0) sealed();
    const took = performance.now() - began;
    return most >= mostSealed ? took : Math.min(Math.max(pace.busy, took * (1 / share - 1)), slowest * pace.idle);
  }
}

/** Of the time, sealing takes this share unless the pause is the longest, so that it costs those who write little however slow the database is; half of it while there is a backlog. */
const share = 1 / 20;
/** The longest pause between batches, in usual pauses without any. */
const slowest = 2;

/** After failures the pause grows to this many times the usual one. */
const failures = 10;

interface Place {
  readonly isMine: boolean;
  readonly workspace: string;
  readonly kind: Chained;
}

const waiting = cypher("audit/waiting");
