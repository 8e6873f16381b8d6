import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { apollo } from "../../src/api/apollo.js";
import { bookmarkHeader, bookmarksOf, bookmarkText } from "../../src/api/bookmarks.js";
import { handler } from "../../src/api/http.js";
import { entities } from "../../src/catalogue.js";
import type { Database } from "../../src/graph/database.js";
import { viewers } from "../../src/workspaces/offers.js";
import { schema } from "../support/ask.js";
import { aheadOf } from "../support/bookmark.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

let workspace: string;
let database: Database;
const servers: Server[] = [];
/** Bookmarks that sessions were begun with. */
let begun: (readonly string[])[];
beforeEach(async () => {
  [workspace, database, begun] = [freshWorkspace(), await testDatabase(), []];
});
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A replica of the service; viewers are known for a minute, so that what counts sooner counts for another reason. */
async function replica() {
  const server = apollo(schema(), pino({ level: "silent" }));
  await server.start();
  const observed: Database = { ...database, session: (bookmarks = []) => (begun.push(bookmarks), database.session(bookmarks)) };
  const listening = createServer(handler({ service: { catalogue: entities, database: observed, workspace, viewers: viewers(60_000) }, server, log: pino({ level: "silent" }), hosts: [], browser: null })).listen(0, "127.0.0.1");
  servers.push(listening);
  await once(listening, "listening");
  const at = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const answer = async (response: Response) => ({ status: response.status, bookmark: response.headers.get(bookmarkHeader), body: (await response.json()) as Record<string, unknown> });
  return {
    post: async (query: string, headers: Record<string, string> = {}) =>
      answer(await fetch(`${at}/graphql`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ query }) })),
    ingest: async (...lines: readonly object[]) =>
      answer(await fetch(`${at}/ingest`, { method: "POST", headers: { "content-type": "application/jsonl" }, body: lines.map((line) => JSON.stringify(line)).join("\n") })),
  };
}

const upsert = (key: string) => `mutation { upsertDomains(input: [{ key: "${key}", title: "${key}" }]) { created errors { message } } }`;

test("who brings the bookmark of a write reads it on another replica, in a session that must have seen it", async () => {
  const [one, other] = [await replica(), await replica()];
  const { bookmark, body } = await one.post(upsert("d"));
  expect(body).toEqual({ data: { upsertDomains: { created: 1, errors: [] } } });
  const bookmarks = bookmarksOf({ [bookmarkHeader]: bookmark! });
  expect(bookmarks.length).toBeGreaterThan(0);
  begun = [];
  const read = await other.post(`{ domain(key: "d") { key } }`, { [bookmarkHeader]: bookmark! });
  expect(read).toEqual({ status: 200, bookmark: null, body: { data: { domain: { key: "d" } } } });
  expect(begun).toEqual([bookmarks]);
});

test("what was ingested has a bookmark; what was only read has none", async () => {
  const { post, ingest } = await replica();
  expect((await ingest({ type: "Domain", key: "d", title: "d" })).bookmark).toMatch(/^1\./);
  expect((await post(`{ domains { totalCount } }`)).bookmark).toBeNull();
});

test.each(["", "nonsense", "1.", "2.WyJhIl0", "1.bm90IGpzb24", bookmarkText([]), bookmarkText(["a b"]), bookmarkText(["x".repeat(600)]), `1.${"A".repeat(9_000)}`])("%s is refused in one sentence", async (text) => {
  const { post } = await replica();
  const { status, body } = await post(`{ __typename }`, { [bookmarkHeader]: text });
  expect(status).toBe(400);
  expect(body).toEqual({ errors: [{ message: expect.stringMatching(/^The header evalgraph-bookmark is .*; expected what a response of this service had/), extensions: { code: "BAD_INPUT" } }] });
});

test("one that has the form, and that the database doesn't know, is refused too", async () => {
  const { post } = await replica();
  const { body } = await post(`{ domains { totalCount } }`, { [bookmarkHeader]: bookmarkText(["FB:nonsense"]) });
  expect(body).toMatchObject({ errors: [{ message: expect.stringMatching(/^The bookmark "FB:nonsense" isn't one that this database knows; expected .*\. Send that, or none\.$/), extensions: { code: "BAD_INPUT" } }] });
});

test("one of a write that the database doesn't have is told soon, to a read and to a write, and nothing is written", async () => {
  const { post } = await replica();
  const ahead = aheadOf(bookmarksOf({ [bookmarkHeader]: (await post(upsert("d"))).bookmark! })[0]!);
  for (const query of [`{ domain(key: "d") { key } }`, upsert("e")]) {
    const began = performance.now();
    const { status, bookmark, body } = await post(query, { [bookmarkHeader]: bookmarkText([ahead]) });
    expect({ status, bookmark, body }).toEqual({ status: 503, bookmark: null, body: { errors: [{
      message: expect.stringMatching(/^The bookmark "FB:[^"]+" stands for a write that the database hasn't seen; expected .*\. Try again in a moment, or leave the bookmark out\.$/),
      locations: expect.anything(), path: expect.anything(), extensions: { code: "UNAVAILABLE" },
    }] } });
    expect(performance.now() - began).toBeLessThan(10_000);
  }
  expect((await post(`{ domain(key: "e") { key } }`)).body).toEqual({ data: { domain: null } });
});

test("a grant that this process wrote counts at once, and one of another replica for who brings its bookmark", async () => {
  const [one, other] = [await replica(), await replica()];
  const ana = `person/ana-${workspace}`;
  await one.ingest({ type: "Domain", key: "d", title: "d" }, { type: "Task", key: "t", title: "t", domains: ["d"] }, { type: "Principal", key: ana, kind: "PERSON", title: "Ana" });
  const task = async (at: typeof one, headers: Record<string, string> = {}) => ((await at.post(`{ task(key: "t") { key } }`, { "evalgraph-principal": ana, ...headers })).body["data"] as { readonly task: unknown }).task;
  expect([await task(one), await task(other)]).toEqual([null, null]);
  await database.write("test", (transaction) => transaction.run(`MATCH (p:Principal {workspace: $workspace, key: $ana}), (d:Domain {workspace: $workspace, key: "d"})
    CREATE (g:Grant {id: "Grant_" + $workspace, key: "viewer", role: "viewer", workspace: $workspace, scope: $workspace + "/#operators", sensitivity: 1, recordedAt: datetime()}) CREATE (g)-[:TO]->(p), (g)-[:OVER]->(d)`, { workspace, ana }));
  expect([await task(one), await task(other)]).toEqual([null, null]);
  const { bookmark } = await one.post(upsert("e"));
  expect(await task(one)).toEqual({ key: "t" });
  expect(await task(other)).toBeNull();
  expect(await task(other, { [bookmarkHeader]: bookmark! })).toEqual({ key: "t" });
});
