import { expect, test } from "vitest";
import type { Graph, Statement } from "../../src/graph/database.js";
import { sent } from "../../src/graph/varying.js";
import { service, type Viewer } from "../../src/graph/viewer.js";
import { worded } from "../../src/retrieval/retrieval.queries.js";
import { chosen } from "../../src/prompts/prompts.queries.js";

test("parameters that vary are properties of one map, and others stay by themselves", () => {
  const parameters = { scopes: null, scope: "a", keys: ["a"], unused: 1 };
  expect(sent({ name: "test", text: "MATCH (n:$(label) {scope: $scope}) WHERE $scopes IS NULL OR n.key IN $keys RETURN $scope, $scopes[0], $keysOf", parameters, varying: ["scopes", "keys"] })).toEqual({
    text: "MATCH (n:$(label) {scope: $scope}) WHERE $given.scopes IS NULL OR n.key IN $given.keys RETURN $scope, $given.scopes[0], $keysOf",
    parameters: { scope: "a", unused: 1, given: { scopes: null, keys: ["a"] } },
  });
});

test("a statement of which nothing varies is sent as it is", () => {
  const statement = { name: "test", text: "RETURN $scopes", parameters: { scopes: null } };
  expect(sent(statement)).toEqual({ text: statement.text, parameters: statement.parameters });
});

test("whoever asks for whatever, a query is sent in one text with parameters of the same types", async () => {
  const told: Statement[] = [];
  const graph: Pick<Graph, "read"> = { read: (statement) => Promise.resolve(void told.push(statement)).then(() => []) };
  const narrow: Viewer = { ...service, scopes: ["w/a"] };
  const asOf = "2026-01-01T00:00:00Z";
  const search = { workspace: "w", words: "text:a", vector: [], embedder: "e", denied: [], corpora: [], languages: [], domains: [], documents: [], measured: [], candidates: 100, asOf };
  const prompt = { task: "Task_a", prompt: null, alias: null, version: null, language: null, asOf };
  const ask = graph as Graph;
  await worded(ask, service, search);
  await worded(ask, narrow, { ...search, denied: ["a", "b"], languages: ["en"], measured: ["c"], vector: [0.5] });
  await chosen(ask, service, prompt);
  await chosen(ask, narrow, { ...prompt, prompt: "a", language: "en" });
  const [first, second, third, fourth] = told.map((statement) => {
    const { text, parameters: { given, ...others } } = sent(statement);
    return { text, given: Object.keys(given as object).sort(), others: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value === null ? "null" : (value as object).constructor.name])) };
  });
  expect(second).toEqual(first);
  expect(fourth).toEqual(third);
  expect(first).toMatchObject({ given: ["corpora", "denied", "documents", "domains", "languages", "measured", "scopes", "vector"], others: { words: "String", candidates: "Integer", now: "DateTime" } });
  expect(third).toMatchObject({ given: ["alias", "language", "prompt", "scopes", "version"], others: { task: "String" } });
});
