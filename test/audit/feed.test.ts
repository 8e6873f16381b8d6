import { expect, test, vi } from "vitest";
import { feed } from "../../src/audit/feed.js";
import type { SealedEvent } from "../../src/audit/offers.js";
import type { Graph, Row, Statement } from "../../src/graph/database.js";

/** A graph whose workspaces have chains of so many events; some numbers can't be seen yet. */
function chains(lengths: Record<string, number>) {
  const statements: Statement[] = [];
  const hidden = new Set<string>();
  const read = async (statement: Statement): Promise<readonly Row[]> => {
    statements.push(statement);
    const { workspace, from, most } = statement.parameters as { readonly workspace: string; readonly from?: readonly { readonly workspace: string; readonly after: number }[]; readonly most: number };
    if (!from) return [{ toObject: () => ({ number: lengths[workspace] }) } as unknown as Row];
    return from.flatMap(({ workspace: own, after }) => Array.from({ length: lengths[own]! }, (_, at) => at + 1)
      .filter((number) => number > Number(after) && !hidden.has(`${own} ${number}`)).slice(0, Number(most))
      .map((number) => ({ toObject: () => ({ ...event(own, number), after: Number(after) }) }) as unknown as Row));
  };
  return { graph: { read, write: () => Promise.reject(new Error("not here")) } as Graph, statements, hidden, lengths };
}
const event = (workspace: string, number: number): SealedEvent => ({ workspace, number, at: 0, scope: `${workspace}/*`, sensitivity: 0, target: "", action: "push", request: null, evaluations: [] });
const never = (error: unknown) => { throw error; };
const all = () => true;
const taken = async (events: AsyncIterator<SealedEvent>, count: number) => {
  const numbers: number[] = [];
  for (let at = 0; at < count; at++) numbers.push(((await events.next()).value as SealedEvent).number);
  return numbers;
};

test("many who keep up are served by one statement a look, and each has all that it wants in order", async () => {
  const { graph, statements, lengths } = chains({ a: 3, b: 5 });
  const events = feed({ graph, failed: never, pace: 5 });
  const followers = await Promise.all([...Array.from({ length: 20 }, () => events.follow("a", null, all)), events.follow("a", null, ({ number }) => number % 2 === 0), events.follow("b", 2, all)]);
  expect(await taken(followers[21]!, 3)).toEqual([3, 4, 5]);
  lengths["a"] = 6;
  for (const each of followers.slice(0, 20)) expect(await taken(each, 3)).toEqual([4, 5, 6]);
  expect(await taken(followers[20]!, 2)).toEqual([4, 6]);
  const looks = statements.filter(({ parameters }) => "from" in parameters);
  expect(Math.max(...looks.map(({ parameters }) => (parameters["from"] as readonly unknown[]).length))).toBe(2);
  events.stop();
});

test("a chain is followed from any number, page by page, and nothing is read while nobody follows", async () => {
  const { graph, statements } = chains({ a: 1_000 });
  const events = feed({ graph, failed: never, pace: 5 });
  const follower = await events.follow("a", 0, all);
  expect(await taken(follower, 1_000)).toEqual(Array.from({ length: 1_000 }, (_, at) => at + 1));
  await follower.return!();
  expect(await follower.next()).toEqual({ done: true, value: undefined });
  await vi.waitFor(async () => {
    const before = statements.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(statements.length).toBe(before);
  });
});

test("who takes nothing has a bounded number waiting, is ended, and is told from where to go on", async () => {
  const { graph, statements } = chains({ a: 5_000 });
  const events = feed({ graph, failed: never, pace: 5, patience: 100 });
  const follower = await events.follow("a", 0, all) as AsyncIterableIterator<SealedEvent> & { readonly waiting: number };
  expect(await taken(follower, 2)).toEqual([1, 2]);
  let most = 0;
  const error = await vi.waitUntil(() => {
    most = Math.max(most, follower.waiting);
    return follower.waiting === 0 && most > 0;
  }, { timeout: 5_000 });
  expect(error).toBe(true);
  expect(most).toBeLessThan(400);
  await expect(follower.next()).rejects.toThrow('Nothing was taken for 0.1 s of what waited for this subscription. Subscribe again with `after: "2"` to go on from there.');
  expect(await follower.next()).toEqual({ done: true, value: undefined });
  expect(statements.length).toBeLessThan(10);
});

test("a number that can't be seen yet holds back those after it, one that is gone doesn't for ever", async () => {
  const { graph, hidden } = chains({ a: 4 });
  hidden.add("a 2");
  const events = feed({ graph, failed: never, pace: 5 });
  const follower = await events.follow("a", 0, all);
  expect(await taken(follower, 1)).toEqual([1]);
  const next = follower.next();
  await new Promise((resolve) => setTimeout(resolve, 100));
  hidden.delete("a 2");
  expect((await next).value).toMatchObject({ number: 2 });
  const other = await events.follow("a", 2, all);
  hidden.add("a 3");
  expect(await taken(other, 1)).toEqual([4]);
  events.stop();
});

test("failures are told and tried again; only so many follow; at the end all are told where they are", async () => {
  const { graph } = chains({ a: 2 });
  const failures: unknown[] = [];
  let fails = 2;
  const read: Graph["read"] = (statement) => ("from" in statement.parameters && fails-- > 0 ? Promise.reject(new Error("no database")) : graph.read(statement));
  const events = feed({ graph: { ...graph, read }, failed: (error) => void failures.push(error), pace: 5, most: 1 });
  const follower = await events.follow("a", 0, all);
  await expect(events.follow("a", 0, all)).rejects.toThrow("There are 1 subscriptions, as many as this process serves.");
  expect(await taken(follower, 2)).toEqual([1, 2]);
  expect(failures).toHaveLength(2);
  const next = follower.next();
  events.stop();
  await expect(next).rejects.toThrow('The service ends. Subscribe again with `after: "2"` to go on from there.');
});

test("how long a number was missing isn't remembered when those who waited for it have left", async () => {
  const { graph, hidden } = chains({ a: 3 });
  hidden.add("a 2");
  const events = feed({ graph, failed: never, pace: 5 });
  const first = await events.follow("a", 1, all);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await first.return!();
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const next = taken(await events.follow("a", 1, all), 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  hidden.clear();
  expect(await next).toEqual([2]);
  events.stop();
});
