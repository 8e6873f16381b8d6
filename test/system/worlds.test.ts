import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { declaredQueries } from "../../src/graph/query.js";
import { viewerParameters, type Viewer } from "../../src/graph/viewer.js";
import { loadSeed, type SeedReport } from "../../src/seeds/loadSeed.js";
import { ask, owner, schema } from "../support/ask.js";
import { testDatabase } from "../support/database.js";
import { exampleParameters } from "../support/examples.js";

/** The seeds as `npm start` loads them, and all that is promised to give an answer on them. */
const root = new URL("../../", import.meta.url);
const seeds = readdirSync(new URL("seeds/", root), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const loading = 300_000;
let database: Database;
let reports: readonly SeedReport[];

const loadAll = async (): Promise<readonly SeedReport[]> => {
  const all: SeedReport[] = [];
  for (const name of seeds) all.push(await loadSeed({ graph: database.session(), workspace: "", principal: owner.principal, viewer: owner }, fileURLToPath(new URL(`seeds/${name}`, root))));
  return all;
};
const auditEntries = async () => (await database.read({ name: "test", text: "MATCH (entry:AuditEntry) WHERE entry.workspace IN ['demo', 'pythia'] RETURN count(entry) AS n", parameters: {} }))[0]!.get("n") as number;

beforeAll(async () => {
  database = await testDatabase();
  reports = await loadAll();
}, loading);

test("the seeds load without a problem", () => {
  expect(reports.flatMap(({ name, problems }) => problems.map((problem) => ({ name, ...problem })))).toEqual([]);
  expect(reports.map(({ outcome }) => ["LOADED", "SKIPPED"].includes(outcome))).toEqual(seeds.map(() => true));
});

test("loaded again they are skipped, and nothing is written", async () => {
  const before = await auditEntries();
  expect((await loadAll()).map(({ outcome }) => outcome)).toEqual(seeds.map(() => "SKIPPED"));
  expect(await auditEntries()).toBe(before);
}, loading);

const operations = readdirSync(new URL("schema/operations/", root)).filter((name) => name.endsWith(".graphql")).map((name) => name.replace(".graphql", ""));
const operation = (name: string) => ({
  source: readFileSync(new URL(`schema/operations/${name}.graphql`, root), "utf8"),
  variables: JSON.parse(readFileSync(new URL(`schema/operations/${name}.variables.json`, root), "utf8")) as Record<string, unknown>,
});

describe("the operations of schema/operations", () => {
  test.each(operations)("%s gives a real answer", async (name) => {
    const { source, variables } = operation(name);
    const { data, errors } = await ask(database, "demo", source, { variables });
    expect(errors).toEqual([]);
    expect(Object.entries(data!).filter(([, value]) => isEmpty(value))).toEqual([]);
  });

  test("there is one for each of the service's answers", () => {
    const answers = [schema().getQueryType()!, schema().getMutationType()!].flatMap((type) => Object.keys(type.getFields()))
      .filter((name) => ["lineage", "impact", "search", "retrieveContext", "previewPrompt", "buildPrompt", "predictTransfer", "driftOutlook"].includes(name));
    expect(answers.length).toBe(8);
    expect(answers.filter((name) => !operations.includes(name))).toEqual([]);
    expect(operations).toEqual(expect.arrayContaining(["taskTree", "effectivePolicies", "evaluations"]));
  });
});

/** Nothing but nulls, and lists and objects of nothing, below it, apart from what names the thing asked about. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isEmpty);
}

describe("named queries with the example values of their files", () => {
  const nobody: Viewer = { principal: "person/nobody", scopes: [], clearance: 3, roles: [] };
  const uncleared: Viewer = { principal: "person/nobody", scopes: null, clearance: -1, roles: [] };
  /** Its one node is the service's own, which no viewer asks for. */
  const ofTheService = ["retrieval/secret"];
  const rows = async (name: string, viewer: Viewer) => {
    const { text } = declaredQueries.get(name)!;
    return (await database.read({ name, text, parameters: { ...await exampleParameters(database, name), ...viewerParameters(viewer) } })).map((row) => row.toObject());
  };
  test.each([...declaredQueries.keys()].filter((name) => !ofTheService.includes(name)).sort())("%s answers who sees all, and tells nothing to who may see nothing", async (name) => {
    expect((await rows(name, owner)).length).toBeGreaterThan(0);
    expect((await rows(name, nobody)).filter(tells)).toEqual([]);
    expect((await rows(name, uncleared)).filter(tells)).toEqual([]);
  });
});

/** Whether anything stands in a row but nulls, zeros, falsehoods and empty lists. */
const tells = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(tells) : typeof value === "object" && value !== null ? Object.values(value).some(tells) : Boolean(value);

describe("the queries to paste into Neo4j Browser", () => {
  const explore = readdirSync(new URL("cypher/explore/", root)).filter((name) => name.endsWith(".cypher"));
  test("there are five or more, each with a comment that says what it shows", () => {
    expect(explore.length).toBeGreaterThanOrEqual(5);
    expect(explore.filter((name) => !readFileSync(new URL(`cypher/explore/${name}`, root), "utf8").startsWith("// "))).toEqual([]);
  });
  test.each(explore)("%s shows something on the seeds", async (name) => {
    const text = readFileSync(new URL(`cypher/explore/${name}`, root), "utf8").split("\n").filter((line) => !line.startsWith(":")).join("\n");
    expect((await database.read({ name, text, parameters: {} })).length).toBeGreaterThan(0);
  });
});
