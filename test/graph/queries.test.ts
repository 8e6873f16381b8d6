import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import neo4j, { type Driver, type ResultSummary } from "neo4j-driver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entities } from "../../src/catalogue.js";
import { readConfig } from "../../src/config.js";
import { commonFields } from "../../src/entity/common.js";
import { relationship } from "../../src/entity/edges.js";
import type { Embedded } from "../../src/graph/embedded/embedded.js";
import { declaredQueries } from "../../src/graph/query.js";
import { wantedSchema } from "../../src/graph/schema.js";
import { sent } from "../../src/graph/varying.js";
import { unguarded } from "../support/guarded.js";
import { exampleExpression } from "../support/examples.js";
import { startMigrated } from "../support/template.js";

const path = (folder: string) => fileURLToPath(new URL(`../../${folder}`, import.meta.url));
const inside = (folder: string, end: string) => readdirSync(path(folder), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(end)).sort();
const read = (name: string) => readFileSync(path(`cypher/${name}.cypher`), "utf8");

/** Labels of what the service keeps for itself; nobody's to see, so no viewer restricts them. */
const OWN_LABELS = ["Lease", "Migration", "Command", "DeploymentSecret", "ChainHead", "ChunkClass", "PastChunkClass", "ChunkCollection"];
/** Properties that every node or edge can have and no entity declares. */
const OWN_PROPERTIES = ["ownSensitivity", "retiredAt", "validFrom", "validTo", "endRecordedAt", "revision", "value", "holder", "checksum", "until", "askedAt", "unsealed", "unwatched", "after", "index"];
/** Neo4j's notices of an unknown label, relationship type, property, and of a parameter that wasn't given. */
const NOTICES = ["01N50", "01N51", "01N52", "01N60"];
/** The chunk indexes of a model and a scope class are the embedder's. */
const ofEmbedder = (index: string) => index.startsWith("chunk_") && index !== "chunk_search";

for (const file of inside("src", ".queries.ts")) await import(path(`src/${file}`));
const files = inside("cypher", ".cypher").map((file) => file.replace(/\.cypher$/, "")).filter((name) => !name.startsWith("migrations/"));
const explored = files.filter((name) => name.startsWith("explore/"));
/** The service's own accounts, asked by no viewer. */
const own = files.filter((name) => name.startsWith("graph/") || ["audit/waiting", "audit/takeLease", "audit/leaveLease", "drift/unwatched", "drift/looked"].includes(name));
const named = files.filter((name) => ![...explored, ...own].includes(name));

let embedded: Embedded;
let driver: Driver;
beforeAll(async () => {
  embedded = await startMigrated(readConfig({}).home, () => {});
  driver = neo4j.driver(embedded.uri, neo4j.auth.basic(embedded.user, embedded.password));
  await createTokens();
});
afterAll(async () => {
  await driver?.close();
  await embedded?.stop();
});

/** Makes the words of the declarations known to an empty graph: any other word in a query is then noticed. */
async function createTokens(): Promise<void> {
  const all = [...entities.entities.values()];
  const edges = all.flatMap(({ edges: own }) => Object.values(own));
  const properties = [...Object.keys(commonFields).filter((name) => name !== "name"), ...OWN_PROPERTIES,
    ...all.flatMap(({ fields }) => Object.keys(fields)), ...edges.flatMap(({ options }) => Object.keys(options.properties ?? {}))];
  const make = (procedure: string, names: readonly string[]) =>
    driver.executeQuery(`UNWIND $names AS name CALL db.${procedure}(name) RETURN count(*)`, { names: [...new Set(names)] });
  await make("createLabel", [...all.map(({ label }) => label), ...OWN_LABELS]);
  await make("createRelationshipType", edges.map(relationship));
  await make("createProperty", properties);
}

const lines = (text: string) => text.split("\n");
const statement = (text: string) => lines(text).filter((line) => !line.startsWith(":")).join("\n").trim();

const example = async (text: string): Promise<Readonly<Record<string, unknown>>> =>
  (await driver.executeQuery(`RETURN ${exampleExpression(text)} AS params`)).records[0]!.get("params") as Record<string, unknown>;

async function explain(text: string, varying: readonly string[] = []): Promise<{ readonly columns: readonly string[]; readonly summary: ResultSummary }> {
  const session = driver.session();
  try {
    const { text: own, parameters } = sent({ name: "test", text: statement(text), parameters: await example(text), varying });
    const result = session.run(`EXPLAIN ${own}`, parameters);
    return { columns: await result.keys(), summary: await result.summary() };
  } finally {
    await session.close();
  }
}

const notices = ({ gqlStatusObjects }: ResultSummary) =>
  gqlStatusObjects.filter(({ gqlStatus }) => NOTICES.includes(gqlStatus)).map(({ statusDescription }) => statusDescription);

test("each file is declared, and each declaration has its file", () => {
  expect([...declaredQueries.keys()].sort()).toEqual(named);
});

describe.each(named.filter((name) => declaredQueries.has(name)))("%s", (name) => {
  const text = read(name);
  const definition = declaredQueries.get(name)!;

  test("says what it answers, and has an example to paste into Neo4j Browser", async () => {
    expect(lines(text)[0]).toMatch(/^\/\/ .+/);
    const given = await example(text);
    expect(Object.keys(given).sort()).toEqual([...new Set([...Object.keys(definition.params.shape), "scopes", "clearance", "now"])].sort());
  });

  test.each([["as it is pasted", []], ["as it is sent", definition.varying]])("is a read that Neo4j understands word for word, with the columns of its rows, %s", async (_, varying) => {
    const { columns, summary } = await explain(text, varying);
    expect(summary.queryType).toBe("r");
    expect(notices(summary)).toEqual([]);
    expect([...columns].sort()).toEqual(Object.keys(definition.row.shape).sort());
  });

  test("uses all its parameters, and only indexes that there are", () => {
    expect(Object.keys(definition.params.shape).filter((parameter) => !new RegExp(`\\$${parameter}\\b`).test(text))).toEqual([]);
    const indexes = [...text.matchAll(/query(?:Nodes|Relationships)\(\s*["'](\w+)["']/g)].map(([, index]) => index!).filter((index) => !ofEmbedder(index));
    expect(wantedSchema(entities).map((each) => each.name)).toEqual(expect.arrayContaining(indexes));
  });

  test("shows a viewer only what it may see", () => {
    expect(unguarded(statement(text), OWN_LABELS)).toEqual([]);
  });
});

describe.each([...explored, ...own])("%s", (name) => {
  test("says what it does, and can be pasted into Neo4j Browser", async () => {
    const text = read(name);
    expect(lines(text)[0]).toMatch(/^\/\/ .+/);
    const { summary } = await explain(text);
    if (explored.includes(name)) expect(summary.queryType).toBe("r");
    expect(notices(summary)).toEqual([]);
  });
});
