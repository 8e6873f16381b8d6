import { once } from "node:events";
import { request as ask, type IncomingMessage } from "node:http";
import { createClient } from "graphql-ws";
import { beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { chained } from "../../src/writes/chain.js";
import { seal } from "../../src/writes/seal.js";
import { replicaOf, stream, untilEnd, type Replica, type Told } from "../support/replica.js";
import { domain, freshPlace, metric, model, task, type Place } from "../writes/writing.js";

let place: Place;
let ana: string;
beforeEach(async () => {
  place = await freshPlace();
  ana = `person/ana-${place.workspace}`;
  await place.given(domain("d"), domain("other"), task("t", { domains: ["d"] }), { type: "TaskVersion", key: "t@1" }, task("u", { domains: ["other"] }), { type: "TaskVersion", key: "u@1" },
    metric("acc"), model("m", { homeDomain: "d" }), { type: "ModelVersion", key: "m@1" }, { type: "Principal", key: ana, kind: "PERSON", title: "Ana" }, { type: "Grant", role: "viewer", principal: ana, domain: "d" });
  await sealed();
});
const sealed = async () => { for (const kind of chained) await seal(place.database, place.workspace, kind); };
const recorded = async (key: string, day: number): Promise<void> => {
  await place.given({ type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: `${key}@1`, at: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`, scores: [{ metric: "acc", value: 0.5 }] });
  await sealed();
};

const replica = (): Promise<Replica> => replicaOf(place.workspace);

const evaluations = `subscription($after: ID) { evaluationsRecorded(after: $after) { event at evaluations { at taskVersion { key } subject { name } scores { nodes { value } } } } }`;
const days = ({ data }: Told) => (data!.data!["evaluationsRecorded"]!["evaluations"] as readonly { readonly at: string; readonly taskVersion: { readonly key: string } }[]).map(({ at, taskVersion }) => `${taskVersion.key} ${at.slice(8, 10)}`);

test("what one process writes and another seals is told by a third, with the fields that were asked for, and can be gone on from", async () => {
  const [one, other] = [await replica(), await replica()];
  const first = await stream(one, evaluations);
  expect(first.status).toBe(200);
  const [a, b] = [first.next(), undefined];
  await recorded("t", 1);
  const event = await a;
  expect(event.data).toEqual({ data: { evaluationsRecorded: { event: event.id, at: expect.any(String), evaluations: [{ at: "2026-01-01T00:00:00.000Z", taskVersion: { key: "t@1" }, subject: { name: "m@1" }, scores: { nodes: [{ value: 0.5 }] } }] } } });
  await recorded("u", 2);
  await recorded("t", 3);
  expect([days(await first.next()), days(await first.next()), b]).toEqual([["u@1 02"], ["t@1 03"], undefined]);
  const again = await stream(other, evaluations, { "last-event-id": event.id! }, { after: "0" });
  expect([days(await again.next()), days(await again.next())]).toEqual([["u@1 02"], ["t@1 03"]]);
  const fromStart = await stream(other, evaluations, {}, { after: "0" });
  expect(days(await fromStart.next())).toEqual(["t@1 01"]);
});

test("over WebSockets it is the same, for a viewer who sees less", async () => {
  const { port } = await replica();
  const client = createClient({ url: `ws://127.0.0.1:${port}/graphql/stream`, webSocketImpl: WebSocket, connectionParams: { "evalgraph-principal": ana }, retryAttempts: 0 });
  untilEnd({ destroy: () => void client.dispose() });
  const events = client.iterate({ query: evaluations, variables: { after: "0" } });
  await recorded("u", 1);
  await recorded("t", 2);
  const { value } = await events.next();
  expect(days({ data: value as never })).toEqual(["t@1 02"]);
  const bad = client.iterate({ query: evaluations, variables: { after: "yesterday" } });
  expect((await bad.next()).value).toMatchObject({ errors: [{ message: expect.stringContaining('`after` is "yesterday"; expected the `event` of one that was delivered') }] });
  await expect(client.iterate({ query: "{ domains { totalCount } }" }).next()).rejects.toMatchObject([{ message: "This is a query; only subscriptions are answered here. Send it to /graphql." }]);
});

test("a grant that is taken away counts from then on", async () => {
  const { next } = await stream(await replica(), evaluations, { "evalgraph-principal": ana });
  const first = next();
  await recorded("t", 1);
  expect(days(await first)).toEqual(["t@1 01"]);
  await place.database.write("test", (transaction) => transaction.run("MATCH (g:Grant {workspace: $workspace})-[r:OVER]->() DELETE r", { workspace: place.workspace }));
  await recorded("t", 2);
  await place.database.write("test", (transaction) => transaction.run("MATCH (g:Grant {workspace: $workspace}), (d:Domain {workspace: $workspace, key: 'other'}) CREATE (g)-[:OVER {recordedAt: datetime()}]->(d)", { workspace: place.workspace }));
  await recorded("u", 3);
  const second = await next();
  expect((second.data!.data!["evaluationsRecorded"]!["evaluations"] as readonly { readonly at: string }[]).map(({ at }) => at.slice(8, 10))).toEqual(["03"]);
});

test("an import is told transaction by transaction, and other writes aren't", async () => {
  const from = await replica();
  const { next } = await stream(from, `subscription($request: String) { importProgress(request: $request) { event action wrote request } }`);
  const first = next();
  await place.given(task("aside", { domains: ["d"] }));
  const ingest = await fetch(`http://127.0.0.1:${from.port}/ingest`, { method: "POST", headers: { "content-type": "application/jsonl" }, body: ["a", "b"].map((key) => JSON.stringify(task(key, { domains: ["d"] }))).join("\n") });
  await sealed();
  const { data } = await first;
  expect(data).toEqual({ data: { importProgress: { event: expect.any(String), action: "push", wrote: "2 Task", request: ingest.headers.get("x-request-id") } } });
});

test.each([
  ["a page of elsewhere", { origin: "http://evil.example" }, "The Origin header"], ["a name bound to this address", { host: "evil.example" }, "The Host header"],
])("%s can't subscribe by either way", async (_who, headers, message) => {
  const { port } = await replica();
  const sent = ask({ port, host: "127.0.0.1", path: `/graphql/stream?query=${encodeURIComponent("subscription { importProgress { event } }")}`, headers: { accept: "text/event-stream", ...headers } });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(403);
  response.resume();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql/stream`, "graphql-transport-ws", { headers });
  const [, refusal] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  expect(refusal.statusCode).toBe(403);
  const parts: Buffer[] = [];
  for await (const part of refusal as AsyncIterable<Buffer>) parts.push(part);
  expect(Buffer.concat(parts).toString()).toContain(message);
});

test("what isn't a subscription, or isn't valid, is refused with a reason; over /graphql a subscription is", async () => {
  const at = await replica();
  const refused = async (query: string) => (await (await stream(at, query)).next()).data!.errors![0]!;
  expect(await refused("{ domains { totalCount } }")).toMatchObject({ message: "This is a query; only subscriptions are answered here. Send it to /graphql." });
  expect(await refused("subscription { nonsense }")).toMatchObject({ message: expect.stringContaining('Cannot query field "nonsense"'), extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
  expect(await refused("subscription {")).toMatchObject({ message: expect.stringContaining("Syntax Error"), extensions: { code: "GRAPHQL_PARSE_FAILED" } });
  expect(await refused("subscription($n: Int!) { importProgress(request: $n) { event } }")).toMatchObject({ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
  expect(await refused("subscription($after: ID!) { importProgress(after: $after) { event } }")).toMatchObject({ message: expect.stringContaining('Variable "$after"'), extensions: { code: "BAD_USER_INPUT" } });
  expect(await refused(`subscription { evaluationsRecorded(after: "-1") { event } }`)).toMatchObject({ message: expect.stringContaining('`after` is "-1"'), extensions: { code: "BAD_INPUT" } });
  const over = await fetch(`http://127.0.0.1:${at.port}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: "subscription { importProgress { event } }" }) });
  expect(JSON.stringify(await over.json())).toContain("/graphql/stream");
  const plain = await fetch(`http://127.0.0.1:${at.port}/graphql/stream?query=x`);
  expect([plain.status, JSON.stringify(await plain.json())]).toEqual([400, expect.stringContaining("text/event-stream")]);
});

test("a client that leaves is forgotten, and the end of the service is told", async () => {
  const at = await replica();
  const { next } = await stream(at, evaluations);
  const waiting = next();
  at.feed.stop();
  expect((await waiting).data).toMatchObject({ errors: [{ message: expect.stringContaining("The service ends. Subscribe again with `after:"), extensions: { code: "UNAVAILABLE" } }] });
});

const lines = ({ logged }: Replica) => logged.filter(({ msg }) => msg === "request").map(({ path, principal, operation, status, request, ms }) => ({ path, principal, operation, status, request, ms }));
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });
const line = { path: "/graphql/stream", principal: "local-owner", operation: "known", request: expect.stringMatching(/^[0-9A-Z]{26}$/), ms: expect.any(Number) };
const named = "subscription known($after: ID) { importProgress(after: $after) { event } }";

test("a stream has its line in the log when it is over, under the id that its header tells, and so have errors in it", async () => {
  const at = await replica();
  const { headers, next } = await stream(at, named);
  expect(lines(at)).toEqual([]);
  const end = next();
  at.feed.stop();
  await end;
  await soon(() => expect(lines(at)).toEqual([{ ...line, status: 200, request: headers["x-request-id"] }]));
});

test("each subscription over a WebSocket has its line in the log, and so has a connection that is refused", async () => {
  const at = await replica();
  const client = createClient({ url: `ws://127.0.0.1:${at.port}/graphql/stream`, webSocketImpl: WebSocket, connectionParams: { "evalgraph-principal": ana }, retryAttempts: 0 });
  untilEnd({ destroy: () => void client.dispose() });
  const followed = client.iterate({ query: named, variables: { after: "yesterday" } });
  await followed.next();
  await expect(client.iterate({ query: "subscription known { nothing }" }).next()).rejects.toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  await place.write([task("pushed", { domains: ["d"] })], { action: "push" });
  await sealed();
  const left = client.iterate({ query: named, variables: { after: "0" } });
  await left.next();
  expect(lines(at)).toHaveLength(2);
  await left.return!();
  await soon(() => expect(lines(at)).toHaveLength(3));
  const elsewhere = new WebSocket(`ws://127.0.0.1:${at.port}/elsewhere`, "graphql-transport-ws");
  const [, refusal] = (await once(elsewhere, "unexpected-response")) as [unknown, IncomingMessage];
  expect(refusal.statusCode).toBe(404);
  const own = { ...line, principal: ana, status: 101 };
  expect(lines(at)).toEqual([own, { ...own, operation: null }, own, { ...line, path: "/elsewhere", principal: null, operation: null, status: 404 }]);
  expect(new Set(lines(at).map(({ request }) => request)).size).toBe(4);
});
