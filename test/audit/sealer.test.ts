import neo4j from "neo4j-driver";
import { ulid } from "ulid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSealer, type Sealer } from "../../src/audit/sealer.js";
import { chained, linkOf, type Chained } from "../../src/writes/chain.js";
import { seal, waitingText } from "../../src/writes/seal.js";
import { databaseAddress } from "../support/database.js";
import { domain, freshPlace, task, type Place } from "../writes/writing.js";

let place: Place;
const running: Sealer[] = [];
beforeEach(async () => {
  place = await freshPlace();
  await place.given(domain("d"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sealer) => sealer.stop()));
});

interface Link { readonly number: number | null; readonly digest: string; readonly chain: string | null; readonly target: string; readonly before: string | null; readonly after: string | null }
const links = async (kind: Chained): Promise<readonly Link[]> =>
  (await place.ask(`MATCH (n:${kind} {workspace: $workspace}) WITH n ORDER BY n.number RETURN n {.number, .digest, .chain, .target, .before, .after}`)) as readonly Link[];
const sealAll = async () => { for (const kind of chained) while ((await seal(place.database, place.workspace, kind)) > 0); };

/** Whether a chain is whole: numbers from 1 without a gap, each link made from the one before it. */
function isWhole(all: readonly Link[]): boolean {
  let before = "";
  return all.every(({ number, digest, chain }, at) => {
    const holds = number === at + 1 && chain === linkOf(number, digest, before);
    before = chain ?? "";
    return holds;
  });
}

const start = (lease: string, failures: unknown[], lasts = 10_000): Sealer => {
  const sealer = startSealer({ database: place.database, failed: (error) => void failures.push(error), lease, pace: { busy: 5, idle: 50, lease: lasts } });
  running.push(sealer);
  return sealer;
};
const sealedBy = async (sealer: Sealer): Promise<void> => {
  while ((await Promise.all(chained.map(links))).flat().some(({ number }) => number === null)) sealer.wake();
};

test("what is written has no number until it is sealed, then one from 1 and a link each, in the order of the writes", async () => {
  for (const key of ["a", "b", "c"]) await place.given(task(key, { domains: ["d"] }));
  expect((await links("AuditEntry")).map(({ number, chain }) => [number, chain])).toEqual(Array(5).fill([null, null]));
  await sealAll();
  for (const kind of chained) {
    const all = await links(kind);
    expect(isWhole(all)).toBe(true);
    expect(all.map(({ target }) => target).slice(-3)).toEqual(["Task:a", "Task:b", "Task:c"]);
  }
  await place.given(task("e", { domains: ["d"] }));
  await sealAll();
  expect((await links("AuditEntry")).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(isWhole(await links("AuditEntry"))).toBe(true);
});

test("batches end where they should: a small one leaves the newer ones for later", async () => {
  for (const key of ["a", "b", "c"]) await place.given(task(key, { domains: ["d"] }));
  expect(await seal(place.database, place.workspace, "AuditEntry", 4)).toBe(4);
  expect((await links("AuditEntry")).map(({ number, target }) => number === null ? target : number)).toEqual([1, 2, 3, 4, "Task:c"]);
  expect(await seal(place.database, place.workspace, "AuditEntry")).toBe(1);
  expect(isWhole(await links("AuditEntry"))).toBe(true);
});

test("many at once on one chain lose nothing and number nothing twice", async () => {
  for (let each = 0; each < 30; each++) await place.given(task(`t${each}`, { domains: ["d"] }));
  const counts = await Promise.all(Array.from({ length: 8 }, () => seal(place.database, place.workspace, "ChangeEvent", 5)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe((await links("ChangeEvent")).filter(({ number }) => number !== null).length);
  await sealAll();
  expect((await links("ChangeEvent")).length).toBe(32);
  expect(isWhole(await links("ChangeEvent"))).toBe(true);
});

test("what was written before there were chains is given its digest when it is sealed", async () => {
  await place.database.write("test", (transaction) => transaction.run("MATCH (n:AuditEntry|ChangeEvent {workspace: $workspace}) REMOVE n.digest", { workspace: place.workspace }));
  const before = await place.ask("MATCH (n:AuditEntry|ChangeEvent {workspace: $workspace}) RETURN n.key ORDER BY n.id");
  await sealAll();
  expect(await place.ask("MATCH (n:AuditEntry|ChangeEvent {workspace: $workspace}) RETURN n.digest ORDER BY n.id")).toEqual(before);
  expect(before.length).toBeGreaterThan(1);
});

test("16 writers at once, and two sealers whose leases run out at once: nothing lost, doubled or out of order", async () => {
  const failures: unknown[] = [];
  const sealers = [0, 1].map(() => start(`test ${ulid()}`, failures, 1));
  const writers = Array.from({ length: 16 }, (_, writer) => writer);
  await Promise.all(writers.map(async (writer) => {
    for (let turn = 0; turn < 8; turn++) {
      const { errors } = await place.write([task(writer < 4 ? "shared" : `t${writer}`, { title: `writer ${writer} turn ${turn}`, domains: ["d"] })]);
      expect(errors).toEqual([]);
      sealers.forEach((sealer) => sealer.wake());
    }
  }));
  await sealedBy(sealers[0]!);
  expect(failures).toEqual([]);
  for (const kind of chained) {
    expect(isWhole(await links(kind))).toBe(true);
    expect((await links(kind)).filter(({ target }) => target.startsWith("Task:"))).toHaveLength(16 * 8);
  }
  const said = (await links("AuditEntry")).flatMap(({ after }) => /writer (\d+) turn (\d+)/.exec(after ?? "")?.slice(1) ?? []);
  for (const writer of writers) expect(said.filter((_, at) => at % 2 === 1 && said[at - 1] === String(writer)).map(Number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const shared = (await links("AuditEntry")).filter(({ target }) => target === "Task:shared");
  shared.slice(1).forEach(({ before }, at) => expect(JSON.parse(before!)).toEqual({ title: (JSON.parse(shared[at]!.after!) as { readonly title: string }).title }));
}, 120_000);

test("of two sealers one seals; the other takes over when the lease ran out, or was given back", async () => {
  const lease = `test ${ulid()}`;
  const failures: unknown[] = [];
  const holder = async () => (await place.ask("MATCH (l:Lease {name: $lease}) RETURN l.holder", { lease }))[0];
  const first = start(lease, failures, 400);
  await sealedBy(first);
  const one = await holder();
  expect(one).toEqual(expect.stringContaining(String(process.pid)));
  const second = start(lease, failures, 60_000);
  await place.given(task("a", { domains: ["d"] }));
  await first.stop();
  expect(await holder()).not.toBe(one);
  await sealedBy(second);
  const other = await holder();
  expect([null, one]).not.toContain(other);
  const third = start(lease, failures);
  await place.given(task("b", { domains: ["d"] }));
  await sealedBy(second);
  expect(await holder()).toBe(other);
  await place.database.write("test", (transaction) => transaction.run("MATCH (l:Lease {name: $lease}) SET l.holder = 'died', l.until = datetime.realtime() + duration('PT0.5S')", { lease }));
  await expect.poll(async () => {
    await place.given(task("c", { domains: ["d"], title: ulid() }));
    await sealedBy(third);
    return holder();
  }, { timeout: 30_000 }).not.toBe("died");
  expect(failures).toEqual([]);
}, 60_000);

test("a failure is told and tried again", async () => {
  const failures: unknown[] = [];
  let fails = 2;
  const read: Place["database"]["read"] = (statement) => (fails-- > 0 ? Promise.reject(new Error("no database")) : place.database.read(statement));
  const sealer = startSealer({ database: { ...place.database, read }, failed: (error) => void failures.push(error), lease: `test ${ulid()}`, pace: { busy: 5, idle: 20, lease: 1_000 } });
  running.push(sealer);
  await sealedBy(sealer);
  expect(failures).toHaveLength(2);
});

test.each(chained)("what waits of %s is read down the index, without a sort", async (kind) => {
  const { uri, user, password } = await databaseAddress();
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  const { summary } = await driver.executeQuery(`EXPLAIN ${waitingText(kind)}`, { workspace: place.workspace, most: neo4j.int(1) });
  await driver.close();
  const operators = ({ operatorType, arguments: { Order = "" }, children }: Plan): readonly string[] => [`${operatorType} ${Order}`, ...children.flatMap(operators)];
  const all = operators(summary.plan as Plan);
  expect(all.filter((each) => /Sort|Top/.test(each))).toEqual([]);
  expect(all).toContainEqual(expect.stringMatching(/^NodeIndexSeek.* n\.workspace DESC, n\.unsealed DESC$/));
});
interface Plan { readonly operatorType: string; readonly arguments: { readonly Order?: string }; readonly children: Plan[] }
