import { Problem } from "../entity/problem.js";
import type { Load } from "./database.js";

/** How much is let through, and how much may wait. */
export interface GateLimits {
  /** Statements and write transactions under way at once. */
  readonly atOnce: number;
  /** Those that may wait behind them. */
  readonly waiting: number;
  /** How long one may wait, in ms. */
  readonly patience: number;
}

/** More at once than processors only wait for each other inside the database, where nobody can refuse them. */
export const usualGate: GateLimits = { atOnce: 64, waiting: 256, patience: 2_000 };

/** Lets work through in the order in which it came, so much at once; overload is told at once rather than piled up. */
export interface Gate {
  /** @throws Problem UNAVAILABLE where too many wait already, or it has waited too long. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  load(): Load;
}

export function gate({ atOnce, waiting: mostWaiting, patience }: GateLimits): Gate {
  /** In order of arrival; each is called when its turn has come. */
  const waiting = new Set<() => void>();
  let running = 0;
  let refused = 0;
  return {
    load: () => ({ running, waiting: waiting.size, refused }),
    pass: async (work) => {
      if (running >= atOnce) await turn();
      else running += 1;
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };

  /** Whoever waits longest takes the place over. */
  function leave(): void {
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else next();
  }

  function turn(): Promise<void> {
    if (waiting.size >= mostWaiting) throw refusal(`${waiting.size} wait already`);
    return new Promise((resolve, reject) => {
      const called = () => {
        clearTimeout(limit);
        waiting.delete(called);
        resolve();
      };
      const limit = setTimeout(() => {
        waiting.delete(called);
        reject(refusal(`none ended within ${patience} ms`));
      }, patience);
      waiting.add(called);
    });
  }

  function refusal(why: string): Problem {
    refused += 1;
    return new Problem("UNAVAILABLE", `The service has ${atOnce} statements under way, as many as it may, and ${why}. Try again in a moment.`);
  }
}
