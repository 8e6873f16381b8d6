import { unspanned } from "./spans.js";

/** How long to wait for the next round, in ms. */
export interface Pause {
  /** Where nobody wakes it. */
  readonly usual: number;
  /** From one round to the next at the least, however often it is woken. */
  readonly least: number;
}

/** Work that is done again and again while a process serves. */
export interface Rounds {
  /** There is something to do: the next round is as soon as the last pause allows. */
  wake(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

/** Begins rounds, the first after a pause; each answers the pause after it and throws nothing. `isStopped` tells a long one to leave the rest. */
export function rounds(first: Pause, round: (isStopped: () => boolean) => Promise<Pause>): Rounds {
  let timer: NodeJS.Timeout | undefined;
  let [pause, due, running] = [first, 0, Promise.resolve()];
  let [isWoken, isStopped] = [false, false];
  arm(first.usual);
  return {
    wake: () => {
      isWoken = true;
      if (timer && due > performance.now() + pause.least) arm(pause.least);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };

  function arm(ms: number): void {
    clearTimeout(timer);
    due = performance.now() + ms;
    timer = unspanned(() => setTimeout(() => void (running = next()), ms).unref());
  }

  async function next(): Promise<void> {
    timer = undefined;
    isWoken = false;
    pause = await round(() => isStopped);
    if (!isStopped) arm(isWoken ? pause.least : pause.usual);
  }
}
