import neo4j, { type Driver, type ProfiledPlan } from "neo4j-driver";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { databaseAddress, freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
let driver: Driver;
const titles = ["delta", "alpha", "echo", "alpha", "charlie", "bravo", "alpha"];

beforeAll(async () => {
  database = await testDatabase();
  const { uri, user, password } = await databaseAddress();
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" },
    { type: "Metric", key: "accuracy", title: "Accuracy", better: "HIGHER" },
    ...titles.map((title, at) => ({
      type: "Task", key: `t${at}`, title, domains: ["it"], homeDomain: "it", languages: at % 2 ? ["en"] : ["en", "es"], tags: at === 0 ? [] : [`n${at}`],
      ...(at < 3 && { riskTier: (["LOW", "MEDIUM", "HIGH"] as const)[at] }), ...(at > 0 && { parent: at < 3 ? "t0" : "t1" }), attributes: { at },
    })),
    { type: "TaskVersion", key: "t1@1", protocol: { fewShot: 0 }, metrics: [{ key: "accuracy", primary: true, chance: 0.25 }], state: "APPROVED" },
    { type: "TaskVersion", key: "t1@2", protocol: { fewShot: 5 }, metrics: [{ key: "accuracy", primary: true }], state: "DRAFT" },
    { type: "TaskVersion", key: "t1@3", protocol: { fewShot: 9 }, metrics: [], state: "RETIRED" },
  ]);
});

afterAll(() => driver.close());

const data = async (query: string, variables = {}) => {
  const { data, errors } = await ask(database, workspace, query, { variables });
  expect(errors).toEqual([]);
  return data as never as Record<string, never>;
};
const keysOf = async (args: string): Promise<readonly string[]> => {
  const { tasks } = await data(`{ tasks(${args}) { nodes { key } } }`) as unknown as { tasks: { nodes: readonly { key: string }[] } };
  return tasks.nodes.map(({ key }) => key);
};

test("any selection of planned fields is one statement, and two roots are two", async () => {
  const nested = `{ task(key: "t0") { subtasks { totalCount nodes { key subtasks(first: 2) { nodes { title versions { nodes { metrics { chance node { name } } } } } } } } domains { title tasks { nodes { key } } } } }`;
  expect((await ask(database, workspace, nested)).statements).toHaveLength(1);
  expect((await ask(database, workspace, `{ a: task(key: "t0") { key } b: tasks { totalCount } }`)).statements).toHaveLength(2);
  expect((await ask(database, workspace, `{ versions { nodes { name head { name } } } }`)).statements).toHaveLength(1);
});

test("a page is read in the order of its index, as far as it goes", async () => {
  const many = freshWorkspace();
  await given(database, many, Array.from({ length: 200 }, (_, at) => ({ type: "Task", key: `t${at}`, title: `Task ${at % 50}`, kind: at % 2 ? "odd" : "even" })));
  for (const args of ["first: 3", "first: 3, orderBy: [{ field: TITLE, direction: DESC }]", 'first: 3, filter: { kind: { eq: "odd" } }, orderBy: [{ field: TITLE }]']) {
    const { statements: [statement] } = await ask(database, many, `{ tasks(${args}) { nodes { key } } }`);
    const { summary } = await driver.executeQuery(`PROFILE ${statement!.text}`, statement!.parameters);
    expect(mostRows(summary.profile as ProfiledPlan), args).toBeLessThan(20);
  }
});
const mostRows = ({ rows, children }: ProfiledPlan): number => Math.max(rows, ...children.map(mostRows));

test("a filter over an edge to one is answered from its end", async () => {
  const { statements: [statement] } = await ask(database, workspace, `{ taskVersions(filter: { task: { key: { eq: "t1" } }, state: { ne: DRAFT } }) { totalCount nodes { key } } }`);
  expect(statement!.text).not.toContain("EXISTS");
  expect(await data(`{ taskVersions(filter: { task: { key: { eq: "t1" }, parent: { key: { eq: "t0" } } }, state: { ne: DRAFT } }) { totalCount nodes { key } } }`)).toEqual({ taskVersions: { totalCount: 2, nodes: [{ key: "t1@1" }, { key: "t1@3" }] } });
  expect(await data(`{ task(key: "t1") { versions(filter: { task: { key: { eq: "t1" } } }) { totalCount } } }`)).toEqual({ task: { versions: { totalCount: 3 } } });
  expect(await keysOf('filter: { not: { parent: { key: { eq: "t1" } } } }')).toEqual(["t0", "t1", "t2"]);
  expect(await keysOf('filter: { or: [{ parent: { key: { eq: "t1" } } }, { key: { eq: "t0" } }] }')).toEqual(["t0", "t3", "t4", "t5", "t6"]);
});

test("where periods that were told later overlap, a filter finds a node once", async () => {
  const late = freshWorkspace();
  await given(database, late, [
    { type: "Domain", key: "it", title: "IT" }, ...["a", "b"].map((key) => ({ type: "Task", key, title: key })),
    { type: "Task", key: "c", title: "c", domains: [{ key: "it", validFrom: "2026-01-01T00:00:00Z" }], parent: { key: "a", validFrom: "2026-01-01T00:00:00Z" } },
  ]);
  await given(database, late, [{ type: "Task", key: "c", title: "c", parent: { key: "b", validFrom: "2026-01-02T00:00:00Z" } }]);
  const { data: found, errors } = await ask(database, late, `{ domain(key: "it", asOf: "2026-02-01T00:00:00Z") { tasks(filter: { parent: {} }) { totalCount nodes { key parent { key } } } } }`);
  expect(errors).toEqual([]);
  expect(found).toEqual({ domain: { tasks: { totalCount: 1, nodes: [{ key: "c", parent: { key: "b" } }] } } });
});

test("aliases, merged siblings and fragments read the same rows in their own ways", async () => {
  expect(await data(`query { task(key: "t1") { shown: name a: subtasks(first: 1) { nodes { key } } b: subtasks(first: 2) { n: nodes { key } nodes { __typename } } ...P parent { title } } } fragment P on Task { parent { key } }`)).toEqual({
    task: { shown: "alpha", a: { nodes: [{ key: "t3" }] }, b: { n: [{ key: "t3" }, { key: "t4" }], nodes: [{ __typename: "Task" }, { __typename: "Task" }] }, parent: { key: "t0", title: "delta" } },
  });
});

test("every kind of value comes back as it was written", async () => {
  expect(await data(`{ task(key: "t2") { key name workspace sensitivity tags attributes languages riskTier recordedAt } taskVersion(key: "t1@1") { version ordinal state protocol metrics { primary chance node { better } } } }`)).toEqual({
    task: { key: "t2", name: "echo", workspace, sensitivity: "INTERNAL", tags: ["n2"], attributes: { at: 2 }, languages: ["en", "es"], riskTier: "HIGH", recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
    taskVersion: { version: "1", ordinal: 1, state: "APPROVED", protocol: { fewShot: 0 }, metrics: [{ primary: true, chance: 0.25, node: { better: "HIGHER" } }] },
  });
});

test("newest is the highest ordinal that isn't RETIRED, and a head's key alone names it", async () => {
  expect(await data(`{ task(key: "t1") { newest { key } } taskVersion(key: "t1") { key head { key ... on Task { title } } } none: task(key: "t2") { newest { key } } }`)).toEqual({
    task: { newest: { key: "t1@2" } }, taskVersion: { key: "t1@2", head: { key: "t1", title: "alpha" } }, none: { newest: null },
  });
});

test("interfaces are read by type: what fragments ask of each, and null for ids of nothing", async () => {
  const { task, taskVersion } = await data(`{ task(key: "t1") { id } taskVersion(key: "t1@1") { id } }`) as unknown as Record<string, { id: string }>;
  expect(await data(`query($ids: [ID!]!) { nodes(ids: $ids) { __typename name ... on Version { state } ... on TaskVersion { task { key } } ... on Task { title } } node(id: "Nothing_1") { id } }`,
    { ids: [taskVersion!.id, "Task_missing", task!.id, "x"] })).toEqual({
    nodes: [{ __typename: "TaskVersion", name: "t1@1", state: "APPROVED", task: { key: "t1" } }, null, { __typename: "Task", name: "alpha", title: "alpha" }, null], node: null,
  });
});

test.each([
  [`title: { eq: "alpha" }`, [1, 3, 6]], [`title: { ne: "alpha" }`, [0, 2, 4, 5]], [`title: { in: ["echo", "delta"] }`, [0, 2]], [`title: { notIn: ["alpha"] }`, [0, 2, 4, 5]],
  [`title: { contains: "ha" }`, [1, 3, 4, 6]], [`title: { startsWith: "e" }`, [2]], [`title: { gt: "bravo", lte: "delta" }`, [0, 4]], [`riskTier: { in: [LOW, HIGH] }`, [0, 2]],
  [`riskTier: { isNull: true }`, [3, 4, 5, 6]], [`not: { riskTier: { eq: LOW } }`, [1, 2, 3, 4, 5, 6]], [`languages: { has: "es" }`, [0, 2, 4, 6]], [`tags: { isEmpty: true }`, [0]],
  [`tags: { hasAny: ["n1", "n2"] }`, [1, 2]], [`languages: { hasAll: ["en", "es"] }`, [0, 2, 4, 6]], [`sensitivity: { eq: INTERNAL }, key: { eq: "t0" }`, [0]], [`sensitivity: { ne: INTERNAL }`, []],
  [`recordedAt: { gt: "2020-01-01T00:00:00Z" }, key: { lt: "t2" }`, [0, 1]], [`recordedAt: { gt: "2099-01-01T00:00:00Z" }`, []],
  [`parent: { key: { eq: "t0" } }`, [1, 2]], [`subtasks: { some: { title: { eq: "alpha" } } }`, [0, 1]], [`subtasks: { none: {} }`, [2, 3, 4, 5, 6]],
  [`subtasks: { every: { riskTier: { isNull: false } } }`, [0, 2, 3, 4, 5, 6]], [`versions: { some: { ordinal: { gte: 2 }, metrics: { some: { key: { eq: "accuracy" } } } } }`, [1]],
  [`or: [{ key: { eq: "t5" } }, { and: [{ title: { eq: "alpha" } }, { parent: { parent: { key: { eq: "t0" } } } }] }]`, [3, 5, 6]], [`or: []`, []], [`and: []`, [0, 1, 2, 3, 4, 5, 6]],
] as const)("the filter { %s } picks %j", async (filter, expected) => {
  expect(await keysOf(`filter: { ${filter} }`)).toEqual(expected.map((at) => `t${at}`));
});

test("pages go forwards and backwards through an order with ties, and meet every node once", async () => {
  const sorted = titles.map((title, at) => ({ title, key: `t${at}` })).sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.key < b.key ? 1 : -1)).map(({ key }) => key);
  const order = `orderBy: [{ field: TITLE }, { field: KEY, direction: DESC }]`;
  expect(await keysOf(order)).toEqual(sorted);
  for (const [forwards, size, start, step, more] of [[true, "first", "endCursor", "after", "hasNextPage"], [false, "last", "startCursor", "before", "hasPreviousPage"]] as const) {
    const met: string[] = [];
    let at: string | null = null;
    for (let rounds = 0; rounds < titles.length; rounds++) {
      const { tasks } = await data(`query($at: String) { tasks(${order}, ${size}: 2, ${step}: $at) { totalCount pageInfo { ${start} ${more} } nodes { key } } }`, { at }) as unknown as
        { tasks: { totalCount: number; pageInfo: Record<string, never>; nodes: readonly { key: string }[] } };
      expect(tasks.totalCount).toBe(titles.length);
      met[forwards ? "push" : "unshift"](...tasks.nodes.map(({ key }) => key));
      at = tasks.pageInfo[start]!;
      if (!tasks.pageInfo[more]) break;
    }
    expect(met).toEqual(sorted);
  }
});

test("nodes without a value are left out of that order", async () => {
  await given(database, workspace, [{ type: "DatasetVersion", key: "d@1", role: "BENCHMARK", itemCount: 3 }, { type: "DatasetVersion", key: "d@2", role: "BENCHMARK", source: "x" }, { type: "Dataset", key: "d", title: "D" }]);
  expect(await data(`{ datasetVersions(orderBy: [{ field: ITEM_COUNT }]) { nodes { key } } all: datasetVersions { totalCount } }`)).toEqual({ datasetVersions: { nodes: [{ key: "d@1" }] }, all: { totalCount: 2 } });
});

test.each([
  [`tasks(first: 1, last: 1) { totalCount }`, "give one pair"], [`tasks(first: 1001) { totalCount }`, "first is 1001; expected 0 to 1000"], [`tasks(first: -1) { totalCount }`, "first is -1"],
  [`tasks(after: "x") { totalCount }`, "none of this service's"], [`tasks(filter: { title: { eq: null } }) { totalCount }`, "isNull: true"],
  [`tasks(orderBy: [{ field: KEY }, { field: KEY }]) { totalCount }`, "names key twice"],
])("bad arguments are told in one sentence: %s", async (query, message) => {
  expect((await ask(database, workspace, `{ ${query} }`)).errors).toEqual([expect.stringContaining(message)]);
});

const nested = (depth: number): string => (depth === 0 ? "key" : `subtasks { nodes { ${nested(depth - 1)} } }`);

test("a selection is as deep as is allowed, and deeper ones are refused at once, through fragments too", async () => {
  expect((await ask(database, workspace, `{ task(key: "t0") { ${nested(12)} } }`)).errors).toEqual([]);
  const refused = "The selection is 13 edges deep at `subtasks`; expected at most 12. Ask for the ids there";
  for (const query of [`{ task(key: "t0") { ${nested(40)} } }`, `{ task(key: "t0") { ...F } } fragment F on Task { ${nested(6)} ...G } fragment G on Task { ${nested(13)} }`, `{ tasks { nodes { ${nested(13)} } } }`]) {
    const { errors, statements } = await ask(database, workspace, query);
    expect({ errors, statements }).toEqual({ errors: [expect.stringContaining(refused)], statements: [] });
  }
});

test("a field follows so many edges, aliases and filters counted", async () => {
  const refused = [expect.stringContaining("follows more than 200 edges")];
  const aliases = (count: number) => Array.from({ length: count }, (_, at) => `a${at}: subtasks { totalCount }`).join(" ");
  expect((await ask(database, workspace, `{ task(key: "t0") { ${aliases(201)} } }`)).errors).toEqual(refused);
  expect((await ask(database, workspace, `{ one: task(key: "t0") { ${aliases(10)} } two: task(key: "t0") { ${aliases(10)} } }`)).errors).toEqual([]);
  const conditions = Array.from({ length: 201 }, () => `{ parent: { key: { eq: "t0" } } }`).join(" ");
  expect((await ask(database, workspace, `{ tasks(filter: { or: [${conditions}] }) { totalCount } }`)).errors).toEqual(refused);
});

test("a key is found in whichever of its Unicode forms it is asked for", async () => {
  const [composed, decomposed] = ["r\u00e9sum\u00e9", "re\u0301sume\u0301"];
  await given(database, workspace, [{ type: "Task", key: composed, title: "Summary" }]);
  expect(await data(`query($key: String!) { task(key: $key) { title } tasks(filter: { key: { in: [$key] } }) { nodes { title } } lineage(of: { type: "Task", key: $key }, direction: UPSTREAM) { __typename } }`, { key: decomposed }))
    .toMatchObject({ task: { title: "Summary" }, tasks: { nodes: [{ title: "Summary" }] } });
});

test("values are never part of a statement's text", async () => {
  const { statements } = await ask(database, workspace, `{ tasks(first: 3, filter: { title: { eq: "Robert'; DROP" }, or: [{ key: { in: ["zzz"] } }] }) { nodes { key } } }`);
  expect(statements.map(({ text }) => /Robert|zzz|\b3\b/.test(text))).toEqual([false]);
});

test("a workspace is closed: the same key elsewhere is another node", async () => {
  const other = freshWorkspace();
  await given(database, other, [{ type: "Task", key: "t0", title: "elsewhere" }]);
  expect(await data(`query($other: String) { task(key: "t0") { title } there: task(key: "t0", workspace: $other) { title } tasks(workspace: $other) { totalCount } }`, { other })).toEqual({ task: { title: "delta" }, there: { title: "elsewhere" }, tasks: { totalCount: 1 } });
});
