import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { connect } from "../../src/graph/connect.js";
import type { Database } from "../../src/graph/database.js";
import { startEphemeral, type Embedded } from "../../src/graph/embedded/embedded.js";
import { applied, migrate, pending } from "../../src/graph/migrate.js";
import { migration, migrations } from "../../src/graph/migrations.js";

const first = migration("V0001__first.cypher", "// Colours.\nCREATE CONSTRAINT colour_name IF NOT EXISTS FOR (n:Colour) REQUIRE n.name IS UNIQUE;\n");
const second = migration("V0002__second.cypher", "MERGE (:Colour {name: 'red; dark'});\nMERGE (c:Colour {name: 'blue'})\nON CREATE SET c.made = 1\nON MATCH SET c.made = c.made + 1;\n");
const applied1 = { ...first, at: "2026-01-01T00:00:00Z" };

let embedded: Embedded;
let database: Database;
beforeAll(async () => {
  embedded = await startEphemeral(readConfig({}).home, () => {});
  database = connect(embedded);
});
afterAll(async () => {
  await database?.close();
  await embedded?.stop();
});

const colours = async () => (await database.read({ name: "test/colours", text: "MATCH (c:Colour) RETURN c.name AS name, c.made AS made ORDER BY name", parameters: {} })).map((row) => row.toObject());

test("each migration runs once, however many start at the same time", async () => {
  const all = await Promise.all([1, 2, 3].map(() => migrate(database, () => {}, [first, second])));
  expect(all.map((made) => made.length).sort()).toEqual([0, 0, 2]);
  expect(await colours()).toEqual([{ name: "blue", made: 1 }, { name: "red; dark", made: null }]);
  expect((await applied(database)).map(({ name }) => name)).toEqual([first.name, second.name]);
});

test("one that failed leaves nothing of itself, and runs again once it is right", async () => {
  const broken = migration("V0003__third.cypher", "MERGE (:Colour {name: 'green'});\nMERGE (:Colour {name: 1/0});\n");
  await expect(migrate(database, () => {}, [first, second, broken])).rejects.toThrow("The database refused");
  expect((await colours()).map(({ name }) => name)).not.toContain("green");
  const fixed = migration("V0003__third.cypher", "MERGE (:Colour {name: 'green'});\n");
  expect(await migrate(database, () => {}, [first, second, fixed])).toEqual([fixed]);
  expect((await colours()).map(({ name }) => name)).toContain("green");
});

test("one that was edited is refused, with what to do", () => {
  const edited = migration(first.name, "CREATE CONSTRAINT colour_code IF NOT EXISTS FOR (n:Colour) REQUIRE n.code IS UNIQUE;");
  expect(() => pending([applied1], [edited])).toThrow(/^V0001__first\.cypher has been edited: .* Restore the file, and put the change into a new migration\.$/);
});

test("line ends are no edit", () => {
  expect(migration(second.name, second.statements.map((each) => `${each};\n`).join("").replaceAll("\n", "\r\n")).checksum).toBe(second.checksum);
});

test("a graph that a newer version migrated is refused", () => {
  expect(() => pending([applied1], [second])).toThrow("which this version of evalgraph does not have");
});

test("one that comes late, below what is applied, is refused", () => {
  expect(() => pending([{ ...second, at: "" }], [first, second])).toThrow("V0001__first.cypher comes before V0002");
});

test("a file with another name is refused", () => {
  expect(() => migration("1_first.cypher", "")).toThrow("expected V0001__what_it_does.cypher");
});

test("the service's own are numbered without a gap, and can each run twice", () => {
  const own = migrations();
  expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1));
  const bare = own.flatMap(({ statements }) => statements).filter((text) => /^(CREATE (?!.* IF NOT EXISTS )|DROP (?!.* IF EXISTS))/.test(text));
  expect(bare).toEqual([]);
});

test("chunks that were there before their collection are in it then, and only those that have a vector", async () => {
  await database.write("test", (transaction) => transaction.run(`UNWIND [["a", "w", "e"], ["b", "w", "e"], ["c", "v", "e"]] AS each
    CREATE (:Chunk {id: each[0], workspace: each[1], embedder: each[2], embedding: [0.5, 0.5]}) CREATE (:Chunk {id: each[0] + "-without", workspace: each[1]})`, {}));
  const own = migrations().find(({ name }) => name.endsWith("__chunks_of_collections.cypher"))!;
  for (const text of [...own.statements, ...own.statements]) await database.write("test", (transaction) => transaction.run(text, {}));
  const rows = await database.read({ name: "test", parameters: {}, text: `MATCH (collection:ChunkCollection) RETURN collection.workspace AS workspace, collection.dimensions AS dimensions,
    COLLECT { MATCH (chunk:Chunk) WHERE collection.label IN labels(chunk) RETURN chunk.id ORDER BY chunk.id } AS chunks ORDER BY workspace` });
  expect(rows.map((row) => row.toObject()).map(({ dimensions, ...each }) => ({ ...each, dimensions: Number(dimensions) }))).toEqual([{ workspace: "v", dimensions: 2, chunks: ["c"] }, { workspace: "w", dimensions: 2, chunks: ["a", "b"] }]);
});

test("chunks that were placed before full-text search kept to classes tell theirs, and others none", async () => {
  const [one, all] = ["Chunk_" + "a".repeat(32), "Chunk_" + "b".repeat(32)];
  await database.write("test", (transaction) => transaction.run(`CREATE (:Chunk:${one}:${all} {id: "placed"}) CREATE (:Chunk:${one} {id: "past"}) CREATE (:Chunk {id: "bare"})`, {}));
  const own = migrations().find(({ name }) => name.endsWith("__classes_on_chunks.cypher"))!;
  for (const text of [...own.statements, ...own.statements]) await database.write("test", (transaction) => transaction.run(text, {}));
  const rows = await database.read({ name: "test", parameters: {}, text: `MATCH (chunk:Chunk) WHERE chunk.id IN ["placed", "past", "bare"] RETURN chunk.id AS id, chunk.classes AS classes` });
  const told = Object.fromEntries(rows.map((row) => [row.get("id") as string, (row.get("classes") as string | null)?.split(" ").sort() ?? null]));
  expect(told).toEqual({ placed: [one, all], past: [one], bare: null });
});
