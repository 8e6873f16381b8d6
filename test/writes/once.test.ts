import { beforeEach, expect, test, vi } from "vitest";
import { once, type Command, type Patience } from "../../src/writes/once.js";
import { domain, freshPlace, over, task, type Place } from "./writing.js";

let place: Place;
let runs: number;
beforeEach(async () => {
  [place, runs] = [await freshPlace(), 0];
  await place.given(domain("d"));
});

interface Said { readonly title: string; readonly ids: readonly (string | null)[] }
/** Work that leaves an audit entry each time that it is done. */
const work = async (): Promise<Said> => {
  const title = `run ${++runs}`;
  const { ids } = await place.write([task("t", { title })], { action: "counted" });
  return { title, ids };
};
const command = (rest: object): Command => ({ act: "write", action: "counted", ...rest });
const send = (does: () => Promise<Said> = work, patience?: Patience, rest: object = { a: 1, b: [2] }) => once(place.context(), "k", command(rest), does, patience);
const entries = async () => (await place.ask("MATCH (n:AuditEntry {workspace: $workspace, action: 'counted'}) RETURN n.id")).length;

/** Work that has begun, and goes on until it is told what to answer or that it fails. */
async function slow(patience?: Patience) {
  let tell!: { readonly finish: (answer: Said) => void; readonly fail: (error: Error) => void };
  const told = new Promise<Said>((finish, fail) => (tell = { finish, fail }));
  let answer!: Promise<Said>;
  await new Promise<void>((begin) => (answer = send(() => (begin(), told), patience)));
  return { answer, ...tell };
}
/** As after the death of the process that claimed the key. */
const expire = () => place.database.write("test", (transaction) => transaction.run("MATCH (c:Command {workspace: $workspace}) SET c.claimedUntil = datetime() - duration('PT1S')", { workspace: place.workspace }));

test.each([2, 16])("of %i equal commands at once one does the work, and all have its answer", async (count) => {
  const answers = await Promise.all(Array.from({ length: count }, () => send()));
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(answers[0]!.title).toBe("run 1");
  expect([runs, await entries()]).toEqual([1, 1]);
  expect(await send()).toEqual(answers[0]);
  expect([runs, await entries()]).toEqual([1, 1]);
});

test("the first has what the others have: what JSON keeps of an answer", async () => {
  const at = new Date("2026-01-01T00:00:00Z");
  const first = await once(place.context(), "k", command({}), async () => ({ at, left: undefined, list: [null, 1.5], none: null }));
  expect(Object.keys(first)).toEqual(["at", "list", "none"]);
  expect(await once(place.context(), "k", command({}), async () => ({}))).toEqual({ at: at.toISOString(), list: [null, 1.5], none: null });
  expect(first.at).toBe(at.toISOString());
});

test("without a key all is done", async () => {
  for (const none of [null, undefined]) await once(place.context(), none, command({}), work);
  expect([runs, await entries()]).toEqual([2, 2]);
});

test("a command that fails gives its key back, also to one that waits for it", async () => {
  const first = await slow();
  const second = send();
  first.fail(new Error("The cable was pulled."));
  await expect(first.answer).rejects.toThrow("The cable was pulled.");
  expect(await second).toMatchObject({ title: "run 1" });
  expect([runs, await entries()]).toEqual([1, 1]);
});

test("a key whose command failed is free for any other", async () => {
  await expect(send(() => Promise.reject(new Error("No.")))).rejects.toThrow("No.");
  expect(await send(work, undefined, { another: true })).toMatchObject({ title: "run 1" });
});

test("the claim of a process that was killed is taken over by one of those that come", async () => {
  await slow();
  await expire();
  const answers = await Promise.all(Array.from({ length: 8 }, () => send()));
  expect(new Set(answers.map(({ title }) => title))).toEqual(new Set(["run 1"]));
  expect([runs, await entries()]).toEqual([1, 1]);
});

test("whoever was taken over and ends late has the answer that is there, and its failure takes nothing away", async () => {
  const late = await slow();
  await expire();
  const failing = await slow();
  await expire();
  const answer = await send();
  failing.fail(new Error("Too late."));
  await expect(failing.answer).rejects.toThrow("Too late.");
  late.finish({ title: "late", ids: [] });
  expect(await late.answer).toEqual(answer);
  expect(await send()).toEqual(answer);
  expect([runs, await entries()]).toEqual([1, 1]);
});

test("a claim is renewed while its work goes on, and whoever waits too long is told so", async () => {
  const patience = { lease: 6_000, wait: 0 };
  const first = await slow(patience);
  await vi.waitFor(async () => expect(await place.ask("MATCH (c:Command {workspace: $workspace}) RETURN c.recordedAt + duration('PT6.5S') < datetime()")).toEqual([true]), { timeout: 30_000, interval: 250 });
  await expect(send(work, patience)).rejects.toMatchObject({ code: "UNAVAILABLE", message: 'The idempotency key "k" is of a command that is still being done; send it again later to have its answer.' });
  first.finish({ title: "long", ids: ["x"] });
  expect(await first.answer).toEqual({ title: "long", ids: ["x"] });
  expect(await send(work, patience)).toEqual({ title: "long", ids: ["x"] });
  expect(runs).toBe(0);
});

test("another command, or another's, is refused before any work, whether the first is done or not", async () => {
  const refused = { code: "CONFLICT", message: expect.stringContaining('"k" was used for another command') as string };
  const first = await slow();
  const others = [() => send(work, undefined, { a: 2 }), () => once(place.context(over(place.workspace, [])), "k", command({ a: 1, b: [2] }), work)];
  for (const other of others) await expect(other()).rejects.toMatchObject(refused);
  first.finish({ title: "first", ids: [] });
  await first.answer;
  for (const other of others) await expect(other()).rejects.toMatchObject(refused);
  expect(runs).toBe(0);
  expect(await send(work, undefined, { b: [2], a: 1 })).toEqual({ title: "first", ids: [] });
});

test("a number too large for JSON is no obstacle, and a key has 1 to 200 characters", async () => {
  expect(await send(work, undefined, { value: Infinity })).toMatchObject({ title: "run 1" });
  for (const key of ["", "k".repeat(201)]) await expect(once(place.context(), key, command({}), work)).rejects.toMatchObject({ code: "BAD_INPUT", message: expect.stringContaining("give 1 to 200") as string });
  expect(runs).toBe(1);
});

test("who may not do it leaves no trace and has no answer of old", async () => {
  const reader = place.context(over(place.workspace, ["d"], 1, ["viewer"]));
  await expect(once(reader, "r", command({}), work)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await place.ask("MATCH (c:Command {workspace: $workspace}) RETURN c.key")).toEqual([]);
  const steward = place.context(over(place.workspace, ["d"]));
  await once(steward, "r", command({}), async () => ({ title: "told", ids: [] }));
  await expect(once(reader, "r", command({}), work)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(runs).toBe(0);
});
