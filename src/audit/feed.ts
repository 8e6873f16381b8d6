import { grouped } from "../entity/grouped.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { unspanned } from "../graph/spans.js";
import { service } from "../graph/viewer.js";
import { eventHead, sealedEvents, type SealedEvent } from "./audit.queries.js";
import { Subscriber } from "./subscriber.js";

interface FeedOptions {
  readonly graph: Graph;
  /** Told what went wrong; it is tried again later. */
  readonly failed: (error: unknown) => void;
  /** From one look to the next, in ms. */
  readonly pace?: number;
  /** After so many ms in which a subscriber took nothing of what waited for it, it is ended. */
  readonly patience?: number;
  /** Most subscribers at a time. */
  readonly most?: number;
}

/** Sealed events as they come, whichever process wrote or sealed them. */
export interface Feed {
  /** Those of a workspace that are wanted, after the one with a number; from now on where that is null. */
  follow(workspace: string, after: number | null, wanted: (event: SealedEvent) => boolean): Promise<AsyncIterableIterator<SealedEvent>>;
  /** Something was sealed here: the next look is at once. */
  wake(): void;
  /** Ends all subscribers. */
  stop(): void;
}

/** Events a statement and place; a subscriber is sent for no more while it has as many to take. */
const page = 200;
/** How long a number may be missing between two that are there, in ms: an index shows a transaction's changes one by one. */
const gapHolds = 2_000;

/**
 * One reader for all subscribers of the process: one statement a look, for each place in a chain at which some of them are. Those
 * that keep up are at one place. It looks while there are subscribers.
 */
export function feed({ graph, failed, pace = 250, patience = 30_000, most = 1_000 }: FeedOptions): Feed {
  const subscribers = new Set<Subscriber>();
  const gaps = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let [isLooking, isWoken] = [false, false];
  return {
    follow: async (workspace, after, wanted) => {
      if (subscribers.size >= most) throw new Problem("UNAVAILABLE", `There are ${most} subscriptions, as many as this process serves. Try again later, or ask another replica.`);
      const start = after ?? (await eventHead(graph, service, { workspace }))[0]?.number ?? 0;
      const subscriber = new Subscriber(workspace, start, wanted, () => void subscribers.delete(subscriber));
      subscribers.add(subscriber);
      arm(0);
      return subscriber;
    },
    wake: () => {
      isWoken = true;
      if (subscribers.size > 0) arm(0);
    },
    stop: () => {
      clearTimeout(timer);
      for (const each of [...subscribers]) each.end(new Problem("UNAVAILABLE", `The service ends. ${again(each)}`));
    },
  };

  function arm(ms: number): void {
    if (isLooking) return;
    clearTimeout(timer);
    timer = unspanned(() => setTimeout(() => void look(), ms).unref());
  }

  async function look(): Promise<void> {
    [isLooking, isWoken] = [true, false];
    let isFull = false;
    try {
      for (const each of [...subscribers]) if (each.idleFor() > patience) each.end(new Problem("UNAVAILABLE", `Nothing was taken for ${patience / 1000} s of what waited for this subscription. ${again(each)}`));
      isFull = await deliver(grouped([...subscribers].filter(({ waiting }) => waiting < page), ({ workspace, position }) => `${workspace} ${position}`));
    } catch (error) {
      failed(error);
    }
    isLooking = false;
    if (subscribers.size > 0) arm(isFull || isWoken ? 0 : pace);
    else gaps.clear();
  }

  /** Answers whether some place had a whole page. */
  async function deliver(places: ReadonlyMap<string, readonly Subscriber[]>): Promise<boolean> {
    for (const place of gaps.keys()) if (!places.has(place)) gaps.delete(place);
    if (places.size === 0) return false;
    const from = [...places.values()].map(([first]) => ({ workspace: first!.workspace, after: first!.position }));
    const rows = grouped(await sealedEvents(graph, service, { from, most: page }), ({ workspace, after }) => `${workspace} ${after}`);
    for (const [place, own] of places) {
      const events = unbroken(place, own[0]!.position, rows.get(place) ?? []);
      for (const subscriber of own) events.forEach((event) => subscriber.take(event));
    }
    return [...rows.values()].some(({ length }) => length >= page);
  }

  /** Those before the first number that is missing, unless it stays missing. */
  function unbroken(place: string, after: number, events: readonly SealedEvent[]): readonly SealedEvent[] {
    const end = events.findIndex(({ number }, at) => number !== after + 1 + at);
    if (end !== 0) {
      gaps.delete(place);
      return end === -1 ? events : events.slice(0, end);
    }
    const since = gaps.get(place) ?? performance.now();
    gaps.set(place, since);
    if (performance.now() - since < gapHolds) return [];
    gaps.delete(place);
    return events.slice(0, 1);
  }
}

const again = ({ taken }: Subscriber): string => `Subscribe again with \`after: "${taken}"\` to go on from there.`;
