import { getIntrospectionQuery } from "graphql";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { manifest, trusted } from "../../src/api/trusted.js";
import { testDatabase } from "../support/database.js";
import { noDatabase } from "../support/noDatabase.js";
import { serve } from "../support/serve.js";

const text = readFileSync("schema/operations/search.graphql", "utf8");
const sha256Hash = createHash("sha256").update(text).digest("hex");
const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });
const variables = { text: "nothing at all" };
const refused = { status: 403, body: { errors: [{ message: expect.stringMatching(/^This operation is none that the service was set to trust; send one of schema\/operations .*[^.]*\.$/), extensions: { code: "FORBIDDEN" } }] } };

test("the manifest is the one in schema/ (`npm run schema` writes it) and names each operation", () => {
  expect(JSON.parse(readFileSync("schema/trusted.json", "utf8"))).toEqual(manifest());
  expect(manifest()[sha256Hash]).toBe("search");
  expect(trusted().texts.get(sha256Hash)).toBe(text);
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
