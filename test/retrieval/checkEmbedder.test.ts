import { beforeAll, expect, test } from "vitest";
import { embedderName, ingestDocuments, type Embedder } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { checkEmbedder } from "../../src/retrieval/checkEmbedder.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

/** Every text is near every other by it: what is found is decided by what may be found. */
const flat = (id: string, digest: string): Embedder => ({
  id, digest, dimensions: 2, query: () => Promise.resolve(Float32Array.of(1, 0)), passages: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1, 0))),
});
const [before, present] = [flat("small", "aa"), flat("small", "bb")];
const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [{ type: "Domain", key: "it", title: "IT" }, { type: "Domain", key: "finance", title: "Finance" }, { type: "Task", key: "t", title: "T", domains: ["it"] }]);
});

const takeIn = async (embedder: Embedder, key: string, homeDomain: string, text = `The printer of ${key} prints nothing.`) =>
  expect((await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, [{ key, title: key, text, homeDomain }], { embedder })).errors).toEqual([]);
const found = async (query: string, viewer: Viewer = owner, documents: readonly string[] = []) =>
  (await retrieve({ graph: database, viewer }, {
    workspace, task: "t", query, maxTokens: 1000, purpose: null, language: null, asOf: null, filters: { corpora: [], languages: [], domains: [], documents }, actions: ["RETRIEVE"],
  }, present)).hits.map(({ documentKey }) => documentKey).sort();

test("vectors of another embedder are refused with both names, whatever channel finds them, until their documents are ingested again", async () => {
  await takeIn(present, "it/new", "it");
  await takeIn(before, "it/old", "it");
  const sentence = "The vectors of it/old were made by small@aa, and small@bb is in use. Make them anew: npx evalgraph reembed";
  for (const query of ["Which printer prints nothing?", "xyzzy"]) await expect(found(query)).rejects.toMatchObject({ code: "CONFLICT", message: sentence });
  expect(await found("printer", owner, ["it/new"])).toEqual(["it/new"]);
  await takeIn(present, "it/old", "it");
  expect(await found("printer")).toEqual(["it/new", "it/old"]);
});

test("a wording that is no longer current is in nobody's way", async () => {
  await takeIn(before, "it/changed", "it");
  await takeIn(present, "it/changed", "it", "The copier prints nothing.");
  expect(await found("copier", owner, ["it/changed"])).toEqual(["it/changed"]);
});

test("nothing is said of what is hidden", async () => {
  await takeIn(before, "finance/old", "finance");
  await expect(found("printer")).rejects.toThrow("finance/old");
  expect(await found("printer", viewerOver(workspace, ["it"]), ["it/new", "finance/old"])).toEqual(["it/new"]);
});

test("a vector of which nobody knows what made it is refused too, and what has none is not", () => {
  const made = (documentKey: string, embedder: string | null) => ({ documentKey, embedder });
  expect(() => checkEmbedder([made("a", ""), made("b", embedderName(before))], present)).toThrow("The vectors of a and b were made by an embedder that wasn't recorded and small@aa, and small@bb is in use");
  expect(() => checkEmbedder(["a", "b", "c", "d"].map((key) => made(key, "")), present)).toThrow("The vectors of a, b, c and others were made by");
  expect(() => checkEmbedder([made("a", embedderName(present)), made("b", null)], present)).not.toThrow();
});
