import { beforeEach, expect, test } from "vitest";
import { isSound, verify } from "../../src/audit/verify.js";
import type { Graph } from "../../src/graph/database.js";
import { chained, contentDigest, type Chained } from "../../src/writes/chain.js";
import { chainedWorkspaces, linksOf, type Link } from "../../src/writes/chainReads.js";
import { seal } from "../../src/writes/seal.js";
import { straysOf } from "../../src/writes/strays.js";
import { domain, freshPlace, task, type Place } from "../writes/writing.js";

let place: Place;
let last: number;
beforeEach(async () => {
  place = await freshPlace();
  await place.given(domain("d"));
  for (const key of ["a", "b", "c", "e", "f"]) await place.given(task(key, { domains: ["d"] }));
  for (const kind of chained) await seal(place.database, place.workspace, kind);
  last = (await place.ask("MATCH (n:AuditEntry {workspace: $workspace}) RETURN max(n.number)"))[0] as number;
});

const change = (text: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  place.database.write("test", (transaction) => transaction.run(text, { workspace: place.workspace, ...parameters }));
const found = async () => (await verify(place.database, place.workspace)).flatMap(({ kind, faults }) => faults.map(({ number, found: what, message }) => [kind, number, what, message] as const));
const told = async () => (await found()).map(([kind, number, what]) => `${kind} ${number} ${what}`);
const at = (kind: Chained, number: string) => `MATCH (n:${kind} {workspace: $workspace, number: ${number}})`;

test("what nobody touched is sound, and so is a workspace without entries", async () => {
  const verdicts = await verify(place.database, place.workspace);
  expect(verdicts).toEqual(chained.map((kind) => ({ workspace: place.workspace, kind, head: { number: last, chain: expect.stringMatching(/^[\da-f]{64}$/) }, sealed: last, tail: { waiting: 0, since: null }, faults: [], isCut: false })));
  expect(isSound(verdicts)).toBe(true);
  expect((await verify(place.database, "test-none")).map(({ head, faults }) => [head.number, faults])).toEqual([[0, []], [0, []]]);
  expect(await chainedWorkspaces(place.database)).toContain(place.workspace);
});

test.each<[Chained, string]>([
  ["AuditEntry", "n.principal = 'person/other'"], ["AuditEntry", "n.action = 'other'"], ["AuditEntry", "n.target = 'Task:other'"], ["AuditEntry", "n.after = '{}'"],
  ["AuditEntry", "n.before = '{}'"], ["AuditEntry", "n.request = 'other'"], ["AuditEntry", "n.at = n.at + duration('PT1S')"], ["AuditEntry", "n.at = null"], ["AuditEntry", "n.scope = n.workspace + '/*'"],
  ["AuditEntry", "n.sensitivity = 0"], ["AuditEntry", "n.id = 'AuditEntry_' + randomUUID()"], ["AuditEntry", "n.digest = n.key + '0'"],
  ["ChangeEvent", "n.kind = 'retired'"], ["ChangeEvent", "n.evaluations = ['Evaluation_1']"], ["ChangeEvent", "n.target = 'Task:other'"], ["ChangeEvent", "n.action = null"],
])("of %s a change is found: %s", async (kind, set) => {
  await change(`${at(kind, "4")} SET ${set}`);
  expect(await found()).toEqual([[kind, 4, "changed", expect.stringContaining(`${kind} 4, `)]]);
});

test.each([["with a key", "key: 'k', ", "audit strays"], ["without one", "", "audit strays without keys"]])("what is sealed while strays are looked for isn't told as added: %s", async (_what, key, looking) => {
  await change(`CREATE (:AuditEntry {${key}workspace: $workspace, id: 'AuditEntry_' + $workspace})`);
  expect(await told()).toEqual(["AuditEntry null added"]);
  const meanwhile: Graph = {
    ...place.database,
    read: async (statement) => {
      const rows = await place.database.read(statement);
      if (statement.name === looking && statement.text.includes("AuditEntry")) await change("MATCH (n:AuditEntry {id: 'AuditEntry_' + $workspace}) SET n.number = $number", { number: last + 1 });
      return rows;
    },
  };
  expect((await verify(meanwhile, place.workspace)).flatMap(({ faults }) => faults)).toEqual([]);
  expect(await told()).toEqual([`AuditEntry ${last + 1} added`]);
});

test("what has no number is found wherever its key stands, or where that is no text, in pages", async () => {
  const looked: string[] = [];
  const stop = place.database.observe(({ name }) => looked.push(name));
  const strays = (most = 100) => straysOf(place.database, place.workspace, "ChangeEvent", most, 3);
  expect(await strays()).toEqual([]);
  expect(looked.filter((name) => name === "audit strays")).toHaveLength(Math.floor(last / 3) + 1);
  expect(looked).not.toContain("audit still strays");
  stop();
  const ids = await place.ask("MATCH (n:ChangeEvent {workspace: $workspace}) RETURN n.id ORDER BY n.key");
  for (const [at, set] of [[0, ""], [1, ", n.key = 7"], [2, ", n.key = null"], [3, ', n.key = ""'], [last - 1, ""]] as const) await change(`MATCH (n:ChangeEvent {id: $id}) SET n.number = null${set}`, { id: ids[at] });
  expect([...await strays()].sort()).toEqual([0, 1, 2, 3, last - 1].map((at) => ids[at]).sort());
  expect(await strays(2)).toHaveLength(2);
  await change("MATCH (n:ChangeEvent {id: $id}) SET n.id = null", { id: ids[0] });
  expect(await strays()).toContainEqual(expect.stringMatching(/^4:/));
});

test("a change with its digest made to fit is found by the link", async () => {
  await change(`${at("AuditEntry", "4")} SET n.target = 'Task:other'`);
  const [{ content }] = (await linksOf(place.database, place.workspace, "AuditEntry", 3, 4, 1)) as [Link];
  await change(`${at("AuditEntry", "4")} SET n.digest = $digest`, { digest: contentDigest(content) });
  expect(await told()).toEqual(["AuditEntry 4 reordered"]);
});

test("one that is gone is found: the first, some in between, the last", async () => {
  await change(`${at("AuditEntry", "1")} DELETE n`);
  await change("MATCH (n:AuditEntry {workspace: $workspace}) WHERE n.number IN [4, 5] DELETE n");
  await change(`${at("ChangeEvent", String(last))} DELETE n`);
  expect(await found()).toEqual([
    ["AuditEntry", 1, "missing", "AuditEntry 1 is missing."], ["AuditEntry", 4, "missing", "AuditEntry 4 to 5 are missing."],
    ["ChangeEvent", last, "missing", `ChangeEvent ${last} is missing.`],
  ]);
});

test("two that were exchanged are found, with their links exchanged or not", async () => {
  const swap = (one: number, other: number, more = "") => change(`MATCH (n:AuditEntry {workspace: $workspace, number: ${one}}), (m:AuditEntry {workspace: $workspace, number: ${other}})
    WITH n, m, n.chain AS left, m.chain AS right SET n.number = -1 SET m.number = ${one} SET n.number = ${other} ${more}`);
  await swap(3, 4);
  expect((await told()).slice(0, 2)).toEqual(["AuditEntry 3 reordered", "AuditEntry 4 reordered"]);
  await swap(3, 4);
  expect(await told()).toEqual([]);
  await swap(3, 4, "SET n.chain = right, m.chain = left");
  expect(await told()).toEqual(["AuditEntry 3 reordered", "AuditEntry 4 reordered"]);
});

test("the newest cut off with the head set back, one put in after it, and one without a number are found", async () => {
  await change(`MATCH (h:ChainHead {workspace: $workspace, kind: 'AuditEntry'}) SET h.number = ${last - 1}`);
  expect(await told()).toEqual([`AuditEntry ${last - 1} reordered`, `AuditEntry ${last} added`]);
  await change(`MATCH (h:ChainHead {workspace: $workspace, kind: 'AuditEntry'}) SET h.number = ${last}`);
  expect(await told()).toEqual([]);
  await change(`${at("AuditEntry", "2")} SET n.number = 0`);
  expect(await told()).toEqual(["AuditEntry 0 added", "AuditEntry 2 missing"]);
  await change(`${at("AuditEntry", "0")} SET n.number = null`);
  expect(await told()).toEqual(["AuditEntry 2 missing", "AuditEntry null added"]);
});

test("what waits is told, while nobody can seal it, and is no fault", async () => {
  await place.database.write("test", async (transaction) => {
    await transaction.run("MATCH (h:ChainHead {workspace: $workspace}) SET h.held = true", { workspace: place.workspace });
    await place.given(task("g", { domains: ["d"] }));
    const verdicts = await verify(place.database, place.workspace);
    expect(verdicts.map(({ sealed, tail, faults }) => [sealed, tail.waiting, faults])).toEqual([[last, 1, []], [last, 1, []]]);
    expect(Date.now() - new Date(verdicts[0]!.tail.since!).getTime()).toBeLessThan(60_000);
    await transaction.run("MATCH (h:ChainHead {workspace: $workspace}) REMOVE h.held", { workspace: place.workspace });
  });
});
