import { readdirSync, readFileSync } from "node:fs";
import { getIntrospectionQuery, getOperationAST, parse, print } from "graphql";
import { expect, test } from "vitest";
import { costOf } from "../../src/api/cost.js";
import { refusalOf, usualLimits } from "../../src/api/limits.js";
import { schema } from "../support/ask.js";
import { noDatabase } from "../support/noDatabase.js";
import { serve } from "../support/serve.js";

function cost(source: string, variables: Record<string, unknown> = {}) {
  const document = parse(source);
  return costOf(schema(), document, getOperationAST(document)!, variables);
}
const objects = (source: string, variables?: Record<string, unknown>) => cost(source, variables).objects;
const refusal = (source: string, variables?: Record<string, unknown>) => refusalOf(cost(source, variables), usualLimits);

test.each([
  ["a node", `{ task(key: "a") { key title } }`, 1],
  ["a node and the one above it", `{ task(key: "a") { parent { key } } }`, 2],
  ["a page that doesn't say its size", `{ tasks { nodes { key } } }`, 50],
  ["a page by nodes and by edges", `{ tasks(first: 7) { nodes { key } edges { cursor node { key } } pageInfo { endCursor } } }`, 14],
  ["a page from the end", `{ tasks(last: 7) { nodes { key } } }`, 7],
  ["an empty page", `{ tasks(first: 0) { nodes { key } } }`, 0],
  ["a count", `{ tasks(first: 7) { totalCount } }`, 1],
  ["pages in pages", `{ tasks(first: 10) { nodes { versions(first: 5) { totalCount nodes { evaluations { nodes { key } } } } } } }`, 10 + 10 + 50 + 2500],
  ["a handful", `{ tasks(first: 3) { nodes { domains { key } } } }`, 3 + 30],
  ["a handful by their links", `{ model(key: "a") { versions(first: 2) { nodes { derivedFrom { relation node { key } } } } } }`, 1 + 2 + 20],
  ["ids", `{ nodes(ids: ["a", "b", "c"]) { id } }`, 3],
  ["a traversal", `{ lineage(of: { type: "Task", key: "a" }, direction: UPSTREAM, maxNodes: 30) { nodes { node { key } } edges { from } } }`, 1 + 30 + 30],
  ["an answer with a size", `{ search(text: "a", first: 4) { score node { key } } }`, 8],
  ["fragments on several types", `{ node(id: "a") { ... on Task { parent { key } } ... on Model { versions(first: 4) { nodes { key } } } ...F } } fragment F on Node { id }`, 1 + 1 + 4],
  ["what is selected twice", `{ tasks(first: 2) { nodes { key } } ...F } fragment F on Query { tasks(first: 2) { nodes { title } } }`, 2],
  ["what is left out", `{ tasks(first: 2) { nodes { key } } model(key: "a") @skip(if: true) { key } }`, 2],
  ["what was written", `mutation { upsertTasks(input: [{ key: "a" }, { key: "b" }]) { created nodes { key } } }`, 1 + 2],
  ["the schema", getIntrospectionQuery(), 0],
])("%s", (_what, source, expected) => expect(objects(source)).toBe(expected));

test("variables count by their values, else by what the operation gives them", () => {
  const source = `query A($first: Int = 3, $more: Boolean = false) { tasks(first: $first) { nodes { key versions(first: $first) @include(if: $more) { nodes { key } } } } }`;
  expect([objects(source), objects(source, { first: 5 }), objects(source, { first: 5, more: true }), objects(source, { first: null })]).toEqual([3, 5, 30, 50]);
  expect(() => objects(source, { first: "many" })).toThrow("$first");
});

test("every operation of schema/operations passes with room, and so does what GraphiQL asks", () => {
  const text = (name: string) => readFileSync(`schema/operations/${name}`, "utf8");
  const names = readdirSync("schema/operations").filter((name) => name.endsWith(".graphql"));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const { objects: own, depth, aliases } = cost(text(name), JSON.parse(text(name.replace(".graphql", ".variables.json"))) as Record<string, unknown>);
    expect([own < usualLimits.cost / 10, depth < usualLimits.depth / 2, aliases < usualLimits.aliases / 2], `${name} ${own} ${depth} ${aliases}`).toEqual([true, true, true]);
  }
  expect(refusal(getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }))).toBeNull();
});

const threeDeep = `query A($first: Int!) { tasks(first: $first) { nodes { key versions(first: $first) { nodes { evaluations(first: $first) { nodes { key } } } } } } }`;

test("a thousand in a thousand in a thousand is refused, and told what to lower", () => {
  expect(refusal(threeDeep, { first: 1000 })).toBe("The operation costs 1,001,001,000, the objects that its answer can hold; expected at most 500,000. "
    + "Most of them, 1,000,000,000, are `tasks.nodes.versions.nodes.evaluations.nodes`: lower its `first`, now 1,000, or that of a list above it.");
  expect(refusal(threeDeep, { first: 20 })).toBeNull();
});

test("a value that only a part of the operation fails on doesn't hide what the rest costs", () => {
  const source = threeDeep.replace("$first: Int!", "$first: Int!, $shown: Boolean = true").replace(/\}$/, `model(key: "a") { key @include(if: $shown) } }`);
  expect(refusal(source, { first: 1000, shown: null })).toMatch(/^The operation costs 1,001,001,001/);
});

test("depth and aliases have limits of their own", () => {
  const nested = (deep: number): string => (deep === 0 ? "key" : `parent { ${nested(deep - 1)} }`);
  expect(refusal(`{ task(key: "a") { ${nested(40)} } }`)).toMatch(/^The operation is 42 fields deep; expected at most 40\./);
  expect(refusal(`{ task(key: "a") { ${Array.from({ length: 101 }, (_, at) => `a${at}: key`).join(" ")} } }`)).toMatch(/^The operation has 101 aliases; expected at most 100\./);
});

test("asking about the schema has bounds of its own", () => {
  const [operation, ...fragments] = parse(getIntrospectionQuery()).definitions.map(print);
  const asked = (aliases: readonly string[]) => `{ ${aliases.map((alias) => operation!.slice(operation!.indexOf("__schema")).replace(/\}$/, "").replace("__schema", `${alias}: __schema`)).join(" ")} } ${fragments.join(" ")}`;
  expect(refusal(asked(["a"]))).toBeNull();
  expect(refusal(asked(["a", "b", "c", "d", "e"]))).toMatch(/^What is asked about the schema has \d+ fields, \d+ deep; expected at most 400 and 20\./);
  const ofType = (deep: number): string => (deep === 0 ? "name" : `ofType { ${ofType(deep - 1)} }`);
  expect(refusal(`{ __type(name: "Task") { ${ofType(25)} } }`)).toMatch(/27 deep; expected at most 400 and 20/);
});

test("fragments that open each other at every turn are refused before they are opened", () => {
  const bomb = Array.from({ length: 30 }, (_, at) => `fragment F${at} on Task { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`).join(" ");
  expect(refusal(`{ task(key: "a") { ...F0 } } ${bomb} fragment F30 on Task { key }`)).toMatch(/^The operation has more fields than can be looked at/);
});

test("over HTTP a refusal comes before any statement; the same document is judged by its values each time", async () => {
  const { post } = await serve({ database: noDatabase });
  for (const _again of [1, 2]) {
    const refused = await post({ query: threeDeep, variables: { first: 1000 } });
    expect(refused).toMatchObject({ status: 200, body: { errors: [{ message: expect.stringMatching(/^The operation costs 1,001,001,000/), extensions: { code: "BAD_INPUT" } }] } });
    expect((await post({ query: threeDeep, variables: { first: "many" } })).body.errors![0]!.extensions.code).toBe("BAD_USER_INPUT");
    expect((await post({ query: threeDeep, variables: { first: 2 } })).body.errors![0]!.extensions.code).toBe("INTERNAL");
  }
  expect((await post({ query: threeDeep, variables: { first: 1000 } }, { accept: "application/graphql-response+json" })).status).toBe(400);
});

test("over HTTP documents and lists that are too long are refused", async () => {
  const { post } = await serve({ database: noDatabase });
  expect((await post({ query: `{ ${"__typename ".repeat(3000)} }` })).body.errors![0]!.message).toBe("The document has more than 3000 tokens, the most that are read; give values as variables, or send it as several operations.");
  const keys = Array.from({ length: 1001 }, (_, at) => `k${at}`);
  const listed = `query A($filter: TaskFilter) { tasks(first: 1, filter: $filter) { totalCount } }`;
  expect((await post({ query: listed, variables: { filter: { and: [{ key: { in: keys } }] } } })).body.errors![0]!.message).toMatch(/^A list in \$filter has 1,001 items; expected at most 1,000\./);
  expect((await post({ query: `{ tasks(first: 1, filter: { key: { in: ${JSON.stringify(keys)} } }) { totalCount } }` })).body.errors![0]!.message).toMatch(/^A list in the document has 1,001 items/);
});

test("over HTTP no value is judged by another's cost", async () => {
  const { post } = await serve({ database: noDatabase });
  const query = `query A($n: Int) { tasks(first: $n) { nodes { versions(first: $n) { nodes { evaluations(first: $n) { nodes { scores(first: $n) { nodes { value } } } } } } } } }`;
  const code = async (n: unknown) => (await post({ query, variables: { n } })).body.errors![0]!;
  for (const _again of [1, 2]) {
    expect((await code(0)).extensions.code).toBe("INTERNAL");
    expect((await code(null)).message).toMatch(/^The operation costs 6,/);
    expect((await code(undefined)).message).toMatch(/^The operation costs 6,/);
  }
});

test("over HTTP a walk goes on from thousands of nodes: its own bounds hold there", async () => {
  const { post } = await serve({ database: noDatabase });
  const reached = Array.from({ length: 2000 }, (_, at) => `Run_${at}`);
  const walk = `query A($reached: [ID!]!) { lineage(of: { type: "Run", key: "a" }, direction: UPSTREAM, resume: { from: [], reached: $reached }) { __typename } }`;
  expect((await post({ query: walk, variables: { reached } })).body.errors![0]!.message).not.toMatch(/^A list/);
});
