import { serverSentEvents } from "../api/sse.js";
import { sockets, type Sockets } from "../api/sockets.js";
import type { StreamOptions } from "../api/preparing.js";
import { feed, startSealer } from "../audit/offers.js";
import { startWatch } from "../drift/offers.js";
import type { Database } from "../graph/database.js";
import { startRefitter } from "../transfer/offers.js";
import { startClassIndexes } from "../writes/classIndexes.js";
import type { Logger } from "pino";

/** What goes on beside requests: changes are sealed and told to those who subscribed, signals that were written to are looked at, classes of chunks get their indexes and lose what has ended, and transfer is fitted anew. */
export interface Live {
  /** To be told after each write here, so that it is sealed and looked at soon. */
  wrote(): void;
  /** Subscriptions over both protocols. */
  answer(options: Omit<StreamOptions, "feed" | "log">): Pick<Sockets, "upgrade"> & { readonly stream: ReturnType<typeof serverSentEvents> };
  stop(): Promise<void>;
}

export function startLive(database: Database, log: Logger): Live {
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, `${what} failed and is tried again`);
  const events = feed({ graph: database, failed: failed("reading sealed events") });
  const sealer = startSealer({ database, failed: failed("sealing"), sealed: events.wake });
  const watch = startWatch({ database, failed: failed("looking at signals"), wrote: sealer.wake });
  const indexes = startClassIndexes(database, failed("keeping the classes and indexes of chunks"));
  const refitter = startRefitter({ database, failed: failed("fitting transfer") });
  let opened: Sockets | undefined;
  return {
    wrote: () => {
      sealer.wake();
      watch.wake();
    },
    answer: (options) => {
      const all = { ...options, feed: events, log };
      opened = sockets(all);
      return { upgrade: opened.upgrade, stream: serverSentEvents(all) };
    },
    stop: async () => {
      events.stop();
      await Promise.all([opened?.close(), watch.stop(), sealer.stop(), indexes.stop(), refitter.stop()]);
    },
  };
}
