import type { SealedEvent } from "./audit.queries.js";

/** Events on their way to one client: the feed puts them in, the client's connection takes them out. */
export class Subscriber implements AsyncIterableIterator<SealedEvent> {
  /** Number of the last event that was put in, wanted or not. */
  position: number;
  /** Number of the last event that was taken out, and of those unwanted since. */
  taken: number;
  private readonly queue: SealedEvent[] = [];
  private readonly takers: { readonly give: (result: IteratorResult<SealedEvent>) => void; readonly fail: (error: unknown) => void }[] = [];
  private movedAt = performance.now();
  private isEnded = false;
  private error: unknown;

  constructor(readonly workspace: string, start: number, private readonly wanted: (event: SealedEvent) => boolean, private readonly left: () => void) {
    this.position = this.taken = start;
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** For how many ms something has waited and nothing was taken. */
  idleFor(): number {
    return this.queue.length === 0 ? 0 : performance.now() - this.movedAt;
  }

  take(event: SealedEvent): void {
    if (this.isEnded) return;
    this.position = event.number;
    if (!this.wanted(event)) {
      if (this.queue.length === 0) this.taken = event.number;
      return;
    }
    if (this.queue.length === 0) this.movedAt = performance.now();
    this.queue.push(event);
    const taker = this.takers.shift();
    if (taker) taker.give({ done: false, value: this.pulled() });
  }

  /** What waits is dropped: the error says from where to go on. */
  end(error?: unknown): void {
    if (this.isEnded) return;
    [this.isEnded, this.error] = [true, error];
    this.queue.length = 0;
    this.left();
    for (const taker of this.takers.splice(0)) void (this.ended().then(taker.give, taker.fail));
  }

  next(): Promise<IteratorResult<SealedEvent>> {
    if (this.queue.length > 0) return Promise.resolve({ done: false, value: this.pulled() });
    if (this.isEnded) return this.ended();
    return new Promise((give, fail) => this.takers.push({ give, fail }));
  }

  return(): Promise<IteratorResult<SealedEvent>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<SealedEvent>> {
    this.end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private pulled(): SealedEvent {
    const event = this.queue.shift()!;
    this.movedAt = performance.now();
    this.taken = event.number;
    return event;
  }

  /** The error once, to whoever asks first. */
  private ended(): Promise<IteratorResult<SealedEvent>> {
    const { error } = this;
    this.error = undefined;
    return error === undefined ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
  }
}
