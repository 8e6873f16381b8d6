import { graphql, parse, type OperationDefinitionNode } from "graphql";
import { beforeAll, expect, test } from "vitest";
import type { Database, Statement } from "../../src/graph/database.js";
import { ask, contextFor, given, schema } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
let ids: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  ids = await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" },
    ...["c", "a", "b"].map((title, at) => ({ type: "Task", key: `t${at}`, title, domains: ["it"], homeDomain: "it", ...(at > 0 && { parent: "t0" }) })),
    { type: "TaskVersion", key: "t1@1", protocol: { fewShot: 0 }, metrics: [] },
    { type: "TaskVersion", key: "t1@2", protocol: { fewShot: 1 }, metrics: [] },
  ]);
});

/** A document is parsed once and answered for each of these, straight and by graphql-js; tells the texts of the statements. */
async function answers(query: string, all: readonly Record<string, unknown>[]): Promise<readonly string[]> {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const texts: string[] = [];
  for (const variables of all) {
    const stop = database.observe(({ text }: Statement) => texts.push(text));
    const context = contextFor(database, workspace);
    const data = await context.reads.straight({ schema: schema(), document, operation, variables, context });
    stop();
    const executed = await ask(database, workspace, query, { variables });
    expect(executed.errors).toEqual([]);
    expect(told(data)).toBe(told(executed.data));
  }
  return texts;
}
/** What was said, in its order. A score of the full-text index moves with whatever else is written into the database between two reads, so only that there is one counts. */
const told = (data: unknown): string => JSON.stringify(data, (key, value: unknown) => (key === "score" ? typeof value : value));
const distinct = (texts: readonly string[]): number => new Set(texts).size;

test("one plan serves all sizes, cursors and values; a page that begins at a cursor is another", async () => {
  const query = `query($n: Int, $after: String, $title: String!) { tasks(first: $n, after: $after, filter: { title: { gte: $title } }) { nodes { key } pageInfo { hasNextPage endCursor } } }`;
  const after = ((await ask(database, workspace, "{ tasks(first: 1) { pageInfo { endCursor } } }")).data as never as { tasks: { pageInfo: { endCursor: string } } }).tasks.pageInfo.endCursor;
  expect(distinct(await answers(query, [{ n: 1, title: "a" }, { n: 3, title: "b" }, { title: "c" }]))).toBe(1);
  expect(distinct(await answers(query, [{ n: 1, title: "a" }, { n: 1, after, title: "a" }, { n: 2, after, title: "b" }]))).toBe(2);
});

test("what decides about a statement's text makes a plan of its own", async () => {
  expect(distinct(await answers(`query($s: Boolean!) { tasks { nodes { key title @skip(if: $s) subtasks @include(if: $s) { totalCount } } } }`, [{ s: true }, { s: false }, { s: true }]))).toBe(2);
  expect(distinct(await answers(`query($o: [TaskOrderBy!]) { tasks(orderBy: $o) { nodes { key } } }`, [{ o: [{ field: "TITLE" }] }, { o: [{ field: "TITLE", direction: "DESC" }] }, { o: null }, {}]))).toBe(3);
  expect(distinct(await answers(`query($f: TaskFilter) { tasks(filter: $f) { totalCount nodes { key } } }`, [
    { f: { title: { eq: "a" } } }, { f: { title: { ne: "a" } } }, { f: { title: null } }, { f: null }, { f: { or: [{ title: { eq: "a" } }] } },
    { f: { or: [{ title: { eq: "a" } }, { title: { eq: "b" } }] } }, { f: { subtasks: { some: { key: { eq: "t1" } } } } }, { f: { title: { in: ["a", "b"] } } }, { f: { title: { in: [] } } },
  ]))).toBe(7);
  expect(distinct(await answers(`query($k: String!) { taskVersion(key: $k) { key } }`, [{ k: "t1" }, { k: "t1@1" }, { k: "t2" }, { k: "none@1" }]))).toBe(2);
  expect(distinct(await answers(`query($ids: [ID!]!) { nodes(ids: $ids) { __typename key } }`, [{ ids: [ids[1]] }, { ids: [ids[2], ids[1]] }, { ids: [ids[1], ids[0]] }, { ids: ["nothing"] }, { ids: [] }]))).toBe(2);
});

test("no id that a client makes up has others answered by its plan", async () => {
  const query = `query($ids: [ID!]!, $more: [ID!]!) { a: nodes(ids: $ids) { key } b: nodes(ids: $more) { key } }`;
  await answers(query, [{ ids: ["Run,Task_x"], more: ["Task;_x"] }, { ids: ["Run_1", ids[1]], more: [ids[2]] }, { ids: ["?_1", "__proto___1"], more: ["String_1"] }, { ids: [ids[3]], more: [ids[1]] }]);
});

test("merged places read what both ask for, and keys are in the order of the document", async () => {
  await answers(`{ b: task(key: "t0") { subtasks(first: 1) { nodes { title } nodes { key } } ...F } a: task(key: "none") { key } }
    fragment F on Task { subtasks(first: 1) { totalCount nodes { k: key } } domains { key } }`, [{}]);
});

test("what an algorithm gives is completed too, and the nodes in it are one statement a place", async () => {
  const lineage = `query($first: Int!) {
    search(text: "a b c", types: ["Task"], first: $first) { __typename score found: node { __typename key ... on Task { title subtasks { totalCount } } } }
    up: lineage(of: { type: "TaskVersion", key: "t1@2" }, direction: UPSTREAM) { nodes { distance node { id } node { key } } edges { from type } truncated facets { kinds { type count } } frontier { key } hidden }
    lineagePath(from: { type: "Task", key: "t1" }, to: { type: "Task", key: "t2" }) { direction nodes { node { key } } truncated }
    task(key: "t0") { key } }`;
  const texts = await answers(lineage, [{ first: 2 }, { first: 3 }, { first: 2 }]);
  expect(texts.filter((text) => text.includes("$ids_Task") && text.includes("SUBTASK_OF")).length).toBe(3);
});

test("an algorithm that gave its answer isn't asked again where graphql-js has to word an error", async () => {
  const query = `{ search(text: "a", types: ["Task"]) { score node { key } } tasks(after: "nonsense") { totalCount } lineage(of: { type: "Task", key: "none" }, direction: UPSTREAM) { truncated } }`;
  const context = contextFor(database, workspace);
  const document = parse(query);
  expect(await context.reads.straight({ schema: schema(), document, operation: document.definitions[0] as OperationDefinitionNode, variables: {}, context })).toBeNull();
  const late = `{ search(text: "a", types: ["Task"]) { score node { key } } lineage(of: { type: "Task", key: "none" }, direction: UPSTREAM) { truncated } }`;
  const parsed = parse(late);
  let searches = 0;
  const stop = database.observe(({ text }) => (searches += text.includes("fulltext") ? 1 : 0));
  expect(await context.reads.straight({ schema: schema(), document: parsed, operation: parsed.definitions[0] as OperationDefinitionNode, variables: {}, context })).toBeNull();
  const { data, errors } = await graphql({ schema: schema(), source: late, contextValue: context });
  stop();
  expect(data).toBeNull();
  expect(errors!.map(({ message }) => message)).toEqual([expect.stringContaining("none")]);
  expect(searches).toBe(1);
});

test("it leaves to graphql-js what only that can answer or word", async () => {
  const straight = async (query: string, variables = {}) => {
    const document = parse(query);
    const context = contextFor(database, workspace);
    return context.reads.straight({ schema: schema(), document, operation: document.definitions[0] as OperationDefinitionNode, variables, context });
  };
  expect(await straight(`{ task(key: "t0") { key } }`)).toEqual({ task: { key: "t0" } });
  expect(await straight(`{ __typename task(key: "t0") { key } }`)).toEqual({ __typename: "Query", task: { key: "t0" } });
  expect(await straight(`{ __schema { queryType { name } } }`)).toBeNull();
  expect(await straight(`{ task(key: "t0") { ancestors { key } } }`)).toBeNull();
  expect(await straight(`{ tasks(first: 5000) { totalCount } }`)).toBeNull();
  expect(await straight(`{ tasks(after: "nonsense") { totalCount } }`)).toBeNull();
  expect(await straight(`query($k: String!) { task(key: $k) { key } }`)).toBeNull();
  expect(await straight(`{ task(key: "t0") { __proto__: key } }`)).toBeNull();
  expect(await straight(`mutation { retire(type: "Task", keys: ["t2"], reason: "test") { ids } }`)).toBeNull();
});
