import { getIntrospectionQuery, getOperationAST, parse, validate } from "graphql";
import { createClient, type SubscribePayload } from "graphql-ws";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { manifest, trusted } from "../../src/api/trusted.js";
import { chained } from "../../src/writes/chain.js";
import { seal } from "../../src/writes/seal.js";
import { schema } from "../support/ask.js";
import { testDatabase } from "../support/database.js";
import { noDatabase } from "../support/noDatabase.js";
import { replicaOf, stream, untilEnd } from "../support/replica.js";
import { serve } from "../support/serve.js";
import { domain, freshPlace } from "../writes/writing.js";

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const text = readFileSync("schema/operations/search.graphql", "utf8");
const sha256Hash = digestOf(text);
const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });
const variables = { text: "nothing at all" };
const refused = { status: 403, body: { errors: [{ message: expect.stringMatching(/^This operation is none that the service was set to trust; send one of schema\/operations, or of schema\/subscriptions, .*[^.]*\.$/), extensions: { code: "FORBIDDEN" } }] } };

test("the manifest is the one in schema/ (`npm run schema` writes it) and names each operation", () => {
  expect(JSON.parse(readFileSync("schema/trusted.json", "utf8"))).toEqual(manifest());
  expect(manifest()[sha256Hash]).toBe("search");
  expect(trusted().texts.get(sha256Hash)).toBe(text);
});

const readyIn = (folder: string) => readdirSync(`schema/${folder}`).filter((file) => file.endsWith(".graphql")).map((file) => readFileSync(`schema/${folder}/${file}`, "utf8"));

test("every subscription of the schema is among them, each valid and in the folder that says where it is answered", () => {
  const fields = Object.keys(schema().getSubscriptionType()!.getFields());
  expect(readyIn("subscriptions").map((ready) => manifest()[digestOf(ready)]).sort()).toEqual(fields.sort());
  expect(new Set(Object.values(manifest())).size).toBe(readyIn("operations").length + fields.length);
  for (const [folder, isStream] of [["operations", false], ["subscriptions", true]] as const)
    for (const ready of readyIn(folder)) expect([validate(schema(), parse(ready)), getOperationAST(parse(ready))!.operation === "subscription"]).toEqual([[], isStream]);
});

test("in trusted mode an operation runs by its text or its digest, by POST or GET", async () => {
  const { url, post } = await serve({ database: await testDatabase(), options: { trusted: trusted() } });
  const answer = { status: 200, body: { data: { search: [] } } };
  expect(await post({ query: text, variables })).toMatchObject(answer);
  expect(await post({ ...persisted(sha256Hash), variables })).toMatchObject(answer);
  const asked = new URLSearchParams({ extensions: JSON.stringify(persisted(sha256Hash).extensions), variables: JSON.stringify(variables) });
  const got = await fetch(`${url}?${asked}`, { headers: { "apollo-require-preflight": "1" } });
  expect([got.status, await got.json()]).toEqual([200, answer.body]);
});

test.each([
  ["another text", { query: "{ tasks { totalCount } }" }],
  ["a trusted text with a space more", { query: `${text} ` }],
  ["another text beside a trusted digest", { query: "{ __typename }", ...persisted(sha256Hash) }],
  ["a digest that nobody knows", persisted("0".repeat(64))],
  ["introspection", { query: getIntrospectionQuery() }],
  ["nothing", {}],
  ["a digest that is none", { extensions: { persistedQuery: 7 } }],
])("in trusted mode %s is refused before anything is parsed", async (_what, body) => {
  const { url, post } = await serve({ database: noDatabase, options: { trusted: trusted() } });
  expect(await post(body)).toMatchObject(refused);
  const asked = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]));
  const got = await fetch(`${url}?${asked}`, { headers: { "apollo-require-preflight": "1" } });
  expect({ status: got.status, body: await got.json() as unknown }).toEqual(refused);
});

test("a trusted text can't be turned into another change by GET", async () => {
  const { url } = await serve({ database: noDatabase, options: { trusted: trusted() } });
  const asked = new URLSearchParams({ query: readFileSync("schema/operations/buildPrompt.graphql", "utf8") });
  expect((await fetch(`${url}?${asked}`, { headers: { "apollo-require-preflight": "1" } })).status).toBe(405);
});

const follow = readFileSync("schema/subscriptions/importProgress.graphql", "utf8");
const followed = { data: { importProgress: { event: expect.any(String), at: expect.any(String), request: null, action: "push", wrote: expect.stringMatching(/^Workspace:/) } } };
const refusal = { message: refused.body.errors[0]!.message, extensions: { code: "FORBIDDEN" } };
const others: readonly [what: string, SubscribePayload][] = [
  ["another subscription", { query: "subscription { importProgress { event } }" }],
  ["a trusted one with a space more", { query: `${follow} ` }],
  ["a digest that nobody knows", { query: "", ...persisted("0".repeat(64)) }],
  ["another text beside a trusted digest", { query: "subscription { importProgress { event } }", ...persisted(digestOf(follow)) }],
];

/** A process in trusted mode, in whose workspace something was pushed. */
async function pushed() {
  const place = await freshPlace();
  await place.write([domain("d")], { action: "push" });
  for (const kind of chained) await seal(place.database, place.workspace, kind);
  return replicaOf(place.workspace, trusted());
}

test("in trusted mode a trusted subscription is followed as server-sent events, by its text or its digest, and no other is", async () => {
  const at = await pushed();
  for (const { query, extensions } of [{ query: follow, extensions: undefined }, { query: "", ...persisted(digestOf(follow)) }])
    expect((await (await stream(at, query, {}, { after: "0" }, extensions)).next()).data).toEqual(followed);
  for (const [, { query, extensions }] of others) expect((await (await stream(at, query, {}, {}, extensions ?? undefined)).next()).data!.errors).toEqual([refusal]);
  expect((await (await stream(at, text, {}, variables)).next()).data!.errors).toMatchObject([{ message: "This is a query; only subscriptions are answered here. Send it to /graphql." }]);
});

test("so it is over WebSockets", async () => {
  const { port } = await pushed();
  const client = createClient({ url: `ws://127.0.0.1:${port}/graphql/stream`, webSocketImpl: WebSocket, retryAttempts: 0 });
  untilEnd({ destroy: () => void client.dispose() });
  for (const sent of [{ query: follow }, { query: "", ...persisted(digestOf(follow)) }]) expect((await client.iterate({ ...sent, variables: { after: "0" } }).next()).value).toEqual(followed);
  for (const [, sent] of others) await expect(client.iterate(sent).next()).rejects.toEqual([refusal]);
});

test("a trusted subscription that is sent to /graphql is told where it is answered", async () => {
  const { post } = await serve({ database: await testDatabase(), options: { trusted: trusted() } });
  expect(JSON.stringify((await post({ query: follow })).body.errors)).toContain("/graphql/stream");
});
