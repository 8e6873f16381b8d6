import { expect, test } from "vitest";
import { Problem } from "../../src/entity/problem.js";
import { gate } from "../../src/graph/gate.js";

/** Work that ends when it is told to. */
function held() {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended, end };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("what has no place waits for its turn, in the order in which it came", async () => {
  const { pass, load } = gate({ atOnce: 2, waiting: 10, patience: 60_000 });
  const pieces = Array.from({ length: 5 }, held);
  const begun: number[] = [];
  const all = pieces.map(({ work }, at) => pass(() => (begun.push(at), work())));
  await settled();
  expect([begun, load()]).toEqual([[0, 1], { running: 2, waiting: 3, refused: 0 }]);
  pieces[1]!.end();
  await settled();
  expect([begun, load()]).toEqual([[0, 1, 2], { running: 2, waiting: 2, refused: 0 }]);
  pieces.forEach(({ end }) => end());
  await Promise.all(all);
  expect([begun, load()]).toEqual([[0, 1, 2, 3, 4], { running: 0, waiting: 0, refused: 0 }]);
});

test("one too many is refused at once, and one that waits too long when its time is over", async () => {
  const { pass, load } = gate({ atOnce: 1, waiting: 1, patience: 20 });
  const first = held();
  const running = pass(first.work);
  const late = pass(async () => "never").catch((error: unknown) => error);
  const third = await pass(async () => "never").catch((error: unknown) => error);
  expect(third).toEqual(new Problem("UNAVAILABLE", "The service has 1 statements under way, as many as it may, and 1 wait already. Try again in a moment."));
  expect(await late).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("none ended within 20 ms") });
  expect(load()).toEqual({ running: 1, waiting: 0, refused: 2 });
  first.end();
  await running;
  expect([await pass(async () => "done"), load()]).toEqual(["done", { running: 0, waiting: 0, refused: 2 }]);
});

test("work that fails gives its place back", async () => {
  const { pass, load } = gate({ atOnce: 1, waiting: 5, patience: 60_000 });
  const results = await Promise.allSettled([pass(() => Promise.reject(new Error("one"))), pass(async () => "two"), pass(() => Promise.reject(new Error("three"))), pass(async () => "four")]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(load()).toEqual({ running: 0, waiting: 0, refused: 0 });
});
