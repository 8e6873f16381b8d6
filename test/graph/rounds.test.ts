import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rounds, type Pause } from "../../src/graph/rounds.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const pause: Pause = { usual: 1000, least: 100 };
/** Rounds that note when they began. */
function noted(work: () => Promise<void> = async () => undefined) {
  const began: number[] = [];
  const start = performance.now();
  return { began, ...rounds(pause, async () => (began.push(performance.now() - start), await work(), pause)) };
}

test("nobody wakes them: one follows the other after the usual pause", async () => {
  const { began, stop } = noted();
  await vi.advanceTimersByTimeAsync(3050);
  expect(began).toEqual([1000, 2000, 3000]);
  await stop();
});

test("woken again and again, the next round is no later than the least pause after the first time", async () => {
  const { began, wake, stop } = noted();
  for (let ms = 0; ms < 400; ms += 10) {
    wake();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(began).toEqual([100, 200, 300, 400]);
  await stop();
});

test("woken during a round, the next one is soon; stopped, the round under way ends and none follows", async () => {
  let release = (): void => undefined;
  const { began, wake, stop } = noted(() => new Promise((done) => (release = done)));
  await vi.advanceTimersByTimeAsync(1000);
  wake();
  release();
  await vi.advanceTimersByTimeAsync(100);
  expect(began).toEqual([1000, 1100]);
  const stopped = stop();
  let isOver = false;
  void stopped.then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(50);
  expect(isOver).toBe(false);
  release();
  await stopped;
  await vi.advanceTimersByTimeAsync(5000);
  expect(began).toHaveLength(2);
});
