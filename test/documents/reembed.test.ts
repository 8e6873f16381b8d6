import { beforeAll, expect, test } from "vitest";
import { embedderName, ingestDocuments, reembed, type Embedder } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [{ type: "Task", key: "t", title: "T" }]);
});

/** Vectors of a model whose name they tell: the first of these has as much of one direction as its place. */
const model = (id: string, angle: number): Embedder => {
  const vector = () => Float32Array.of(Math.cos(angle), Math.sin(angle));
  return { id, digest: "aa", dimensions: 2, query: () => Promise.resolve(vector()), passages: (texts) => Promise.resolve(texts.map(vector)) };
};
const [old, present] = [model("old", 0), model("new", 1)];
const context = () => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" });
const rows = async (text: string) => (await database.read({ name: "test", text, parameters: { workspace } })).map((row) => row.toObject() as Record<string, unknown>);
const made = () => rows("MATCH (c:Chunk {workspace: $workspace}) WHERE c.embedding IS NOT NULL RETURN c.embedder AS embedder, count(*) AS n, collect(DISTINCT c.embedding[0]) AS first ORDER BY embedder");
const found = async (embedder: Embedder) => (await retrieve({ graph: database, viewer: owner }, {
  workspace, task: "t", query: "printer", maxTokens: 1000, purpose: null, language: null, asOf: null, filters: { corpora: [], languages: [], domains: [], documents: [] }, actions: ["RETRIEVE"],
}, embedder)).hits.length;

test("another model is refused until its vectors are there, and the command that is named makes them, of all wordings", async () => {
  const long = Array.from({ length: 300 }, (_, at) => `Sentence ${at} tells how to set up the printer.`).join(" ");
  for (const text of ["An older wording.", long]) expect((await ingestDocuments(context(), [{ key: "guide", title: "Guide", text }], { embedder: old })).errors).toEqual([]);
  const [{ n: chunks }] = await made() as [{ readonly n: number }];
  await expect(found(present)).rejects.toMatchObject({ code: "CONFLICT", message: expect.stringMatching(/made by old@aa, and new@aa is in use\. Make them anew: npx evalgraph reembed$/) as string });
  const told: number[] = [];
  expect(await reembed(context(), workspace, present, (done) => told.push(done))).toEqual({ chunks: Number(chunks), workspaces: [workspace], problems: [] });
  expect(told.at(-1)).toBe(Number(chunks));
  expect((await made()).map(({ embedder, n, first }) => [embedder, Number(n), first])).toEqual([[embedderName(present), Number(chunks), [Math.fround(Math.cos(1))]]]);
  expect(await found(present)).toBeGreaterThan(0);
});

test("done again it does nothing, and cut off it goes on where it was", async () => {
  expect(await reembed(context(), workspace, present)).toEqual({ chunks: 0, workspaces: [], problems: [] });
  await ingestDocuments(context(), [{ key: "late", title: "Late", text: "It came later." }], { embedder: old });
  const tired: Embedder = { ...present, passages: () => Promise.reject(new Error("It is tired.")) };
  await expect(reembed(context(), workspace, tired)).rejects.toThrow("It is tired.");
  expect(await reembed(context(), workspace, present)).toMatchObject({ chunks: 1 });
});
