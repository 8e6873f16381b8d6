import { Neo4jError } from "neo4j-driver";
import { beforeAll, expect, test } from "vitest";
import { Problem } from "../../src/entity/problem.js";
import { connect } from "../../src/graph/connect.js";
import type { Database, Statement } from "../../src/graph/database.js";
import { freePort } from "../../src/graph/embedded/ports.js";
import { int } from "../../src/graph/values.js";
import { aheadOf } from "../support/bookmark.js";
import { databaseAddress, freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});

const statement = (text: string, parameters: Statement["parameters"] = {}): Statement => ({ name: "test/statement", text, parameters });
const problemOf = (work: Promise<unknown>): Promise<Problem> => work.then(() => expect.fail("nothing was thrown"), (error: unknown) => error as Problem);

/** A short-lived database with other options. */
async function withDatabase<T>(options: Partial<Parameters<typeof connect>[0]>, work: (database: Database) => Promise<T>): Promise<T> {
  const other = connect({ ...(await databaseAddress()), ...options });
  return work(other).finally(() => other.close());
}

test("a session reads what it has written, and so does one begun with its bookmarks", async () => {
  const session = database.session();
  await session.write("test/write", (transaction) => transaction.run("CREATE (:Task {workspace: $workspace, key: 'a', id: $workspace + 'a'})", { workspace }));
  const count = statement("MATCH (t:Task {workspace: $workspace}) RETURN count(t) AS n", { workspace });
  expect((await session.read(count))[0]!.get("n")).toBe(1);
  const bookmarks = await session.bookmarks();
  expect(bookmarks).toHaveLength(1);
  expect((await database.session(bookmarks).read(count))[0]!.get("n")).toBe(1);
});

test("a write that fails leaves nothing", async () => {
  const thrown = new Problem("BAD_INPUT", "no");
  const refused = database.write("test/half", async (transaction) => {
    await transaction.run("CREATE (:Task {workspace: $workspace, key: 'half', id: $workspace + 'half'})", { workspace });
    throw thrown;
  });
  expect(await problemOf(refused)).toBe(thrown);
  const rows = await database.read(statement("MATCH (t:Task {workspace: $workspace, key: 'half'}) RETURN t", { workspace }));
  expect(rows).toEqual([]);
});

test("a read is not let write", async () => {
  expect(await problemOf(database.read(statement("CREATE (:Task)")))).toMatchObject({ code: "INTERNAL" });
});

test("a second node of one key is a conflict", async () => {
  const twice = () => database.write("test/twice", (transaction) => transaction.run("CREATE (:Task {workspace: $workspace, key: 'same', id: randomUUID()})", { workspace }));
  await twice();
  expect(await problemOf(twice())).toMatchObject({ code: "CONFLICT" });
});

test("statements carry the name of their operation, visible to whoever looks at the database", async () => {
  const rows = await database.read(statement("SHOW TRANSACTIONS YIELD metaData, currentQuery WHERE currentQuery CONTAINS 'unmistakable' RETURN metaData.operation AS name"));
  expect(rows.map((row) => row.get("name"))).toEqual(["test/statement"]);
});

test("an observer is told of statements until it has seen enough", async () => {
  const seen: string[] = [];
  const stop = database.observe(({ text }) => seen.push(text));
  await database.session().read(statement("RETURN 1"));
  await database.write("test/seen", (transaction) => transaction.run("RETURN 2", {}));
  stop();
  await database.read(statement("RETURN 3"));
  expect(seen).toEqual(["RETURN 1", "RETURN 2"]);
});

test("whole numbers come back as numbers, and go as integers where they are said to be", async () => {
  const [row] = await database.read(statement("RETURN $n AS n, valueType($n) AS type", { n: int(3) }));
  expect(row!.toObject()).toEqual({ n: 3, type: "INTEGER NOT NULL" });
});

test("a statement that takes too long is ended and says so", async () => {
  const long = statement("UNWIND range(1, 1000000000) AS i WITH i WHERE i % 7 = 9 RETURN count(i) AS n");
  expect(await problemOf(withDatabase({ readLimit: 200 }, (other) => other.read(long)))).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("took longer") });
});

test("a wrong password names the setting", async () => {
  const problem = await problemOf(withDatabase({ password: "wrong" }, (other) => other.read(statement("RETURN 1"))));
  expect(problem).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("NEO4J_PASSWORD") });
});

test("a database that doesn't exist names the setting", async () => {
  const problem = await problemOf(withDatabase({ database: "elsewhere" }, (other) => other.write("test/none", (transaction) => transaction.run("RETURN 1", {}))));
  expect(problem).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining('"elsewhere". Check NEO4J_DATABASE') });
});

test("a bookmark ahead of the database is waited for some seconds, once, and then told, to who reads and to who writes", async () => {
  const session = database.session();
  await session.write("test/ahead", (transaction) => transaction.run("CREATE (:Task {workspace: $workspace, key: 'ahead', id: randomUUID()})", { workspace }));
  const ahead = aheadOf((await session.bookmarks())[0]!);
  const seen: Statement[] = [];
  const stop = database.observe((each) => seen.push(each));
  for (const asked of [() => database.session([ahead]).read(statement("RETURN 1")), () => database.session([ahead]).write("test/never", (transaction) => transaction.run("RETURN 1", {}))]) {
    const began = performance.now();
    expect(await problemOf(asked())).toMatchObject({
      code: "UNAVAILABLE",
      message: `The bookmark "${ahead}" stands for a write that the database hasn't seen; expected one that it has, or gets within seconds from another member of its cluster. Try again in a moment, or leave the bookmark out.`,
    });
    expect(performance.now() - began).toBeLessThan(10_000);
  }
  stop();
  expect(seen.map(({ name }) => name)).toEqual(["test/statement", "test/never"]);
});

test("a write is tried again from its start for what may pass, and what it throws itself isn't", async () => {
  let tries = 0;
  const written = await database.write("test/again", async (transaction) => {
    await transaction.run("CREATE (:Task {workspace: $workspace, key: $key, id: randomUUID()})", { workspace, key: `try ${++tries}` });
    if (tries < 3) throw new Neo4jError("made up", "Neo.TransientError.Transaction.DeadlockDetected", "", "");
    return tries;
  });
  expect(written).toBe(3);
  const kept = await database.read(statement("MATCH (n:Task {workspace: $workspace}) WHERE n.key STARTS WITH 'try' RETURN n.key AS key", { workspace }));
  expect(kept.map((row) => row.get("key") as string)).toEqual(["try 3"]);
});

test("a connection that isn't had in time is a database that doesn't answer", async () => {
  expect(await problemOf(withDatabase({ retryLimit: 1 }, (other) => other.read(statement("RETURN 1"))))).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("No Neo4j answers at") });
});

test("an address where nothing listens is tried for as long as it may, then named", async () => {
  const uri = `bolt://127.0.0.1:${await freePort()}`;
  const seen: Statement[] = [];
  const problem = await problemOf(withDatabase({ uri, retryLimit: 1_000 }, (other) => {
    other.observe((each) => seen.push(each));
    return other.read(statement("RETURN 1"));
  }));
  expect(problem).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining(`No Neo4j answers at ${uri}`) });
  expect(seen.length).toBeGreaterThan(1);
});

test("what is no URI of Neo4j is refused at once", () => {
  expect(() => connect({ uri: "localhost:7687", user: "neo4j", password: "x" })).toThrow('NEO4J_URI is "localhost:7687"; expected a scheme');
});

test("Neo4j's own words stay inside", async () => {
  const problem = await problemOf(database.read(statement("MATCH (n:Secret RETURN n")));
  expect(problem.message).not.toContain("Secret");
  expect(problem.cause).toHaveProperty("code", "Neo.ClientError.Statement.SyntaxError");
});

test("of equal reads that are new to it only one is sent until it is planned, and all are answered", async () => {
  const text = `MATCH (t:Task {workspace: $workspace}) RETURN $at AS at, count(t) AS n // ${workspace}`;
  const seen: Statement[] = [];
  const stop = database.observe((each) => seen.push(each));
  const all = Array.from({ length: 8 }, (_, at) => database.read(statement(text, { workspace, at })));
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toHaveLength(1);
  expect((await Promise.all(all)).map(([row]) => row!.get("at"))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  stop();
  expect(seen).toHaveLength(8);
});
