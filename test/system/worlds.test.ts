import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { graphql, parse, subscribe, type ExecutionResult } from "graphql";
import neo4j, { type Driver, type ProfiledPlan } from "neo4j-driver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { feed, type FollowingContext } from "../../src/audit/offers.js";
import { readConfig } from "../../src/config.js";
import { connect } from "../../src/graph/connect.js";
import type { Database, Graph } from "../../src/graph/database.js";
import type { Embedded } from "../../src/graph/embedded/embedded.js";
import { declaredQueries } from "../../src/graph/query.js";
import { sent } from "../../src/graph/varying.js";
import { viewerParameters, type Viewer } from "../../src/graph/viewer.js";
import { loadSeed, type SeedReport } from "../../src/seeds/loadSeed.js";
import { chained } from "../../src/writes/chain.js";
import { seal } from "../../src/writes/seal.js";
import { ask, contextFor, owner, schema } from "../support/ask.js";
import { exampleParameters } from "../support/examples.js";
import { startMigrated } from "../support/template.js";

/**
 * The seeds as `npm start` loads them, and all that is promised to give an answer on them. In a database of their own: what else is
 * in one decides about Neo4j's plans, and what an operation costs it is compared with what it cost before.
 */
const root = new URL("../../", import.meta.url);
const seeds = readdirSync(new URL("seeds/", root), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const loading = 300_000;
let embedded: Embedded;
let database: Database;
let driver: Driver;
let reports: readonly SeedReport[];

const loadAll = async (): Promise<readonly SeedReport[]> => {
  const all: SeedReport[] = [];
  for (const name of seeds) all.push(await loadSeed({ graph: database.session(), workspace: "", principal: owner.principal, viewer: owner }, fileURLToPath(new URL(`seeds/${name}`, root))));
  return all;
};
const auditEntries = async () => (await database.read({ name: "test", text: "MATCH (entry:AuditEntry) WHERE entry.workspace IN ['demo', 'pythia'] RETURN count(entry) AS n", parameters: {} }))[0]!.get("n") as number;

beforeAll(async () => {
  embedded = await startMigrated(readConfig({}).home, () => {});
  database = connect(embedded);
  driver = neo4j.driver(embedded.uri, neo4j.auth.basic(embedded.user, embedded.password), { disableLosslessIntegers: true });
  reports = await loadAll();
  await database.write("test/await", (transaction) => transaction.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}));
}, loading);
afterAll(async () => {
  await driver?.close();
  await database?.close();
  await embedded?.stop();
});

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
const operation = (name: string, folder = "operations") => ({
  source: readFileSync(new URL(`schema/${folder}/${name}.graphql`, root), "utf8"),
  variables: JSON.parse(readFileSync(new URL(`schema/${folder}/${name}.variables.json`, root), "utf8")) as Record<string, unknown>,
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
      .filter((name) => ["lineage", "impact", "lineagePath", "search", "retrieveContext", "previewPrompt", "buildPrompt", "predictTransfer", "rankModels", "rankSources", "transferMatrix", "taskSimilarity", "driftOutlook", "inputDrift", "explainChange", "alerts"].includes(name));
    expect(answers.length).toBe(16);
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

describe("what the operations cost the database, in hits (PROFILE)", () => {
  /** After a change that is meant, `EVALGRAPH_WRITE_HITS=1` writes them anew. */
  const file = "test/system/hits.json";
  const most = 1.1;
  const hitsOf = ({ dbHits, children }: ProfiledPlan): number => dbHits + children.reduce((sum, child) => sum + hitsOf(child), 0);

  /** Hits of all statements that an operation reads with. */
  async function profiled(name: string): Promise<number> {
    let hits = 0;
    const session = database.session();
    const read: Graph["read"] = async (statement) => {
      const { text, parameters } = sent(statement);
      const own = driver.session({ defaultAccessMode: "READ" });
      try {
        const { records, summary } = await own.run(`PROFILE ${text}`, parameters);
        hits += hitsOf(summary.profile as ProfiledPlan);
        return records;
      } finally {
        await own.close();
      }
    };
    const { source, variables } = operation(name);
    const graph: Graph = { ...session, read };
    const { errors } = await graphql({ schema: schema(), source, variableValues: variables, contextValue: contextFor({ ...database, session: () => ({ ...session, ...graph }) }, "demo") });
    expect(errors).toBeUndefined();
    return hits;
  }

  test("rise by a tenth at most", async () => {
    // Plans follow what indexes say of their contents, which is sampled in the background: only then are the hits the same each time.
    await driver.executeQuery("CALL db.prepareForReplanning(300)");
    const now: Record<string, number> = {};
    for (const name of operations) now[name] = await profiled(name);
    if (process.env["EVALGRAPH_WRITE_HITS"] === "1") writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    const before = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, number>>;
    expect(Object.keys(before)).toEqual(operations);
    expect(operations.filter((name) => now[name]! > before[name]! * most).map((name) => `${name}: ${before[name]!} -> ${now[name]!}`)).toEqual([]);
  }, loading);
});

describe("named queries with the example values of their files", () => {
  const nobody: Viewer = { principal: "person/nobody", scopes: [], clearance: 3, roles: [] };
  const uncleared: Viewer = { principal: "person/nobody", scopes: null, clearance: -1, roles: [] };
  /** Its one node is the service's own, which no viewer asks for. */
  const ofTheService = ["retrieval/secret", "audit/head", "audit/sealedEvents"];
  const rows = async (name: string, viewer: Viewer) => {
    const { text, varying } = declaredQueries.get(name)!;
    return (await database.read({ name, text, varying, parameters: { ...await exampleParameters(database, name), ...viewerParameters(viewer) } })).map((row) => row.toObject());
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

/** Last, as it seals what the others look at unsealed. */
test.each(readdirSync(new URL("schema/subscriptions/", root)).filter((name) => name.endsWith(".graphql")).map((name) => name.replace(".graphql", "")))("%s of schema/subscriptions tells of what was loaded", async (name) => {
  for (const kind of chained) while ((await seal(database, "demo", kind)) > 0);
  const { source, variables } = operation(name, "subscriptions");
  const events = feed({ graph: database, failed: () => {}, pace: 20 });
  const contextValue: FollowingContext = { ...contextFor(database, "demo"), follow: events.follow, lastEvent: null };
  const told = await subscribe({ schema: schema(), document: parse(source), variableValues: variables, contextValue }) as AsyncGenerator<ExecutionResult>;
  const { data, errors } = ((await told.next()) as IteratorYieldResult<ExecutionResult>).value;
  events.stop();
  expect(errors).toBeUndefined();
  expect(data).toEqual({ [name]: expect.objectContaining({ event: expect.any(String) as string }) as object });
});
