import { beforeAll, expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import type { Database } from "../../src/graph/database.js";
import { search, searchable } from "../../src/search/search.js";
import { ask, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant } from "../support/planted.js";

const workspace = freshWorkspace();
const id = (name: string) => `${workspace}_${name}`;
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await plant(database, workspace, [
    { type: "Task", key: "reset", id: `Task_${id("reset")}`, title: "Reset a forgotten password", summary: "Passwords, and nothing but passwords." },
    { type: "Task", key: "print", id: `Task_${id("print")}`, title: "Repair a printer" },
    { type: "Model", key: "m", id: `Model_${id("m")}`, title: "Password model" },
    { type: "Model", key: "s", id: `Model_${id("s")}`, title: "Password model", scope: `${workspace}/secret` },
    { type: "Model", key: "r", id: `Model_${id("r")}`, title: "Password model", retiredAt: "2026-01-01T00:00:00.000Z" },
  ], []);
  await database.write("test/await", (transaction) => transaction.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}));
}, 60_000);

const keys = async (text: string, types: readonly string[] | null = null, viewer = owner) =>
  (await search(database, viewer, { text, types, first: 20, workspace })).map(({ node }) => node.split("_").at(-1));

test("all kinds with searched fields are searched", () => {
  const declared = [...catalogue.entities.values()].filter(({ fields }) => Object.values(fields).some((field) => field.search)).map(({ label }) => label);
  expect([...searchable]).toEqual(declared.sort());
  expect(searchable).toContain("Task");
});

test("words find what has any of them in any form, best first, in one kind or all", async () => {
  const { data, errors, statements } = await ask(database, workspace, `{ search(text: "resetting passwords") { score node { __typename key ... on Task { summary } } } }`, { viewer: viewerOver(workspace, ["root"]) });
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ search: [{ node: { __typename: "Task", key: "reset", summary: "Passwords, and nothing but passwords." } }, { node: { key: "m" } }] });
  expect(statements).toHaveLength(2);
  expect(await keys("password", ["Model"])).toEqual(["m", "s"]);
  expect(await keys("password", ["Model"], viewerOver(workspace, ["root"]))).toEqual(["m"]);
});

test("no text is an operator or an error", async () => {
  for (const text of ["", "   ", "*", "?*~", "title:password AND (", `"password`, "password\\", "[a TO z]", "OR", "a && b || !c", "\u0000", "+-!(){}[]^\"~*?:\\/", "the of and", "🙂", "x ".repeat(5000)])
    await expect(keys(text)).resolves.toBeDefined();
  expect(await keys(`"password`, ["Task"])).toEqual(["reset"]);
  expect(await keys("*", ["Task"])).toEqual([]);
});

test("a kind without an index, and a wrong number, are refused with what is expected", async () => {
  expect((await ask(database, workspace, `{ search(text: "x", types: ["Score"]) { score } }`)).errors[0]).toMatch(/^The type is "Score"; those with a full-text index are Benchmark, /);
  expect((await ask(database, workspace, `{ search(text: "x", first: 101) { score } }`)).errors).toEqual(["first is 101; expected 1 to 100."]);
});

test("as many ideographs as a text may have are no more than Lucene takes, in indexes of several fields too", async () => {
  const text = Array.from({ length: 1_000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");
  expect(await keys(text)).toEqual([]);
  expect(await keys(`${text.slice(0, 400)} password`, ["Task"])).toEqual(["reset"]);
});
