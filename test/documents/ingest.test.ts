import { beforeAll, expect, test } from "vitest";
import { embedderName, ingestDocuments, type Embedder, type IncomingDocument } from "../../src/documents/offers.js";
import { defaultSplit, type SplitSettings } from "../../src/documents/split.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [{ type: "Domain", key: "it", title: "IT" }, { type: "Task", key: "printing", title: "Printing", domains: [{ key: "it" }].map(({ key }) => key), homeDomain: "it" }, { type: "Corpus", key: "guides", title: "Guides", homeDomain: "it" }]);
});

const text = `# Printers\n\n${"Hold the green button until the light goes off. ".repeat(30)}\n\n## Paper\n\n${"Open tray two and turn the stack over. ".repeat(30)}`;
const ingest = (...documents: readonly IncomingDocument[]) =>
  ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, documents);
const rows = async (statement: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  (await database.read({ name: "test", text: statement, parameters: { workspace, ...parameters } })).map((row) => row.toObject() as Record<string, unknown>);
const guide: IncomingDocument = { key: "guides/printer", title: "Printer guide", text, language: "en", about: [{ type: "Task", key: "printing" }], corpora: ["guides"], homeDomain: "it" };

test("chunks are exact spans of the text, in order, with digest and vector", async () => {
  const { documents, errors } = await ingest(guide);
  expect(errors).toEqual([]);
  expect(documents).toMatchObject([{ index: 0, key: "guides/printer", version: "guides/printer@1", isNew: true }]);
  const chunks = await rows("MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->({key: 'guides/printer@1'}) OPTIONAL MATCH (c)-[:NEXT]->(n) RETURN c.key AS key, c.text AS text, c.start AS start, c.end AS end, size(c.embedding) AS size, c.digest AS digest, n.start AS next ORDER BY c.start");
  expect(chunks).toHaveLength(documents[0]!.chunks);
  expect(chunks.length).toBeGreaterThan(2);
  for (const [at, chunk] of chunks.entries())
    expect(chunk).toMatchObject({ key: `guides/printer@1#${String(chunk["start"])}-${String(chunk["end"])}`, text: text.slice(Number(chunk["start"]), Number(chunk["end"])), size: 384, next: chunks[at + 1]?.["start"] ?? null });
});

test("the same document again changes nothing", async () => {
  const everything = () => rows("MATCH (n {workspace: $workspace}) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY label");
  const before = await everything();
  expect((await ingest(guide)).documents).toMatchObject([{ version: "guides/printer@1", isNew: false }]);
  expect(await everything()).toEqual(before);
});

test("vectors say what made them, and the same document again with another embedder has that one's", async () => {
  const flat = (id: string, digest: string, value: number): Embedder => ({
    id, digest, dimensions: 2, query: () => Promise.resolve(Float32Array.of(1, 0)), passages: (texts) => Promise.resolve(texts.map(() => Float32Array.of(value, value))),
  });
  const takeIn = (embedder: Embedder) => ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, [{ ...guide, key: "guides/again" }], { embedder });
  const made = () => rows("MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->({key: 'guides/again@1'}) RETURN DISTINCT c.embedder AS embedder, c.embedding AS vector");
  expect((await takeIn(flat("old", "aa", 1))).documents).toMatchObject([{ isNew: true }]);
  expect(await made()).toEqual([{ embedder: "old@aa", vector: [1, 1] }]);
  for (const [embedder, vector] of [[flat("new", "aa", 2), [2, 2]], [flat("new", "bb", 3), [3, 3]]] as const) {
    expect(await takeIn(embedder)).toMatchObject({ documents: [{ version: "guides/again@1", isNew: false }], errors: [] });
    expect(await made()).toEqual([{ embedder: embedderName(embedder), vector }]);
  }
});

test("documents that come together each have the vectors of their own chunks, whatever becomes of the others, and what is done is told", async () => {
  const vectorOf = (passage: string) => [passage.length, passage.charCodeAt(0)];
  const asked: number[] = [];
  const embedder: Embedder = {
    id: "by-length", digest: "ee", dimensions: 2, query: () => Promise.resolve(Float32Array.of(1, 0)),
    passages: (texts) => Promise.resolve(texts.map((each) => Float32Array.from(vectorOf(each)))).finally(() => asked.push(texts.length)),
  };
  const some = Array.from({ length: 9 }, (_, at) => ({ ...guide, key: `guides/together-${at}`, title: `${"ABCDEFGHI"[at]} guide`, text: text.repeat(at % 3) + `Part ${at}.`, ...(at === 4 && { homeDomain: "atlantis" }) }));
  const told: (readonly number[])[] = [];
  const { documents, errors } = await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, some, { embedder, progress: (...each) => told.push(each) });
  expect(errors.map(({ index }) => index)).toEqual([4]);
  const made = await rows("MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->(v) WHERE v.key STARTS WITH 'guides/together-' MATCH (v)-[:VERSION_OF]->(d) RETURN d.title AS title, c.text AS text, c.embedding AS vector");
  const chunks = documents.reduce((sum, each) => sum + each.chunks, 0);
  expect(made).toHaveLength(chunks);
  for (const { title, text: own, vector } of made) expect(vector).toEqual(vectorOf(`${String(title)}\n${String(own)}`));
  expect(asked).toEqual([chunks]);
  expect(told.at(-1)).toEqual([told[0]![1], told[0]![1]]);
});

test("chunks of another way to split lose their vectors when the document is split anew", async () => {
  const embedder: Embedder = { id: "e", digest: "ee", dimensions: 1, query: () => Promise.resolve(Float32Array.of(1)), passages: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1))) };
  const takeIn = (settings?: SplitSettings) => ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, [{ ...guide, key: "guides/split" }], { embedder, ...(settings && { settings }) });
  const spans = () => rows("MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->({key: 'guides/split@1'}) WHERE c.embedding IS NOT NULL RETURN c.key AS key ORDER BY c.start");
  await takeIn();
  const usual = await spans();
  await takeIn({ ...defaultSplit, target: Math.floor(defaultSplit.target / 4) });
  expect((await spans()).length).toBeGreaterThan(usual.length);
  expect(await rows("MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->({key: 'guides/split@1'}) WHERE c.embedding IS NULL RETURN DISTINCT c.classes AS classes, [each IN labels(c) WHERE each <> 'Chunk'] AS labels")).toEqual([{ classes: null, labels: [] }]);
  expect((await takeIn()).errors).toEqual([]);
  expect(await spans()).toEqual(usual);
});

test("other words are a new version, and the old one ends when it begins", async () => {
  expect((await ingest({ ...guide, text: "# Printers\n\nAsk the service desk." })).documents).toMatchObject([{ version: "guides/printer@2", isNew: true, chunks: 1 }]);
  const [old, current] = await rows("MATCH (v:DocumentVersion {workspace: $workspace})-[:VERSION_OF]->({key: 'guides/printer'}) RETURN toString(v.validFrom) AS from, toString(v.validTo) AS to ORDER BY v.ordinal");
  expect(current).toMatchObject({ from: old!["to"], to: null });
});

test("a document that is refused is named, and the others are taken in", async () => {
  const { documents, errors } = await ingest(
    { ...guide, key: "empty", text: " \n" }, { ...guide, key: "fine", text: "It is fine." }, { ...guide, key: "nowhere", text: "Lost.", homeDomain: "atlantis" },
    { ...guide, key: "tongue", text: "Hm.", language: "no such tongue" }, { ...guide, key: "fine", text: "Twice." },
  );
  expect(documents.map(({ key }) => key)).toEqual(["fine"]);
  expect(errors.map(({ index, path }) => [index, path])).toEqual([[0, "text"], [2, expect.anything()], [3, "language"], [4, "key"]]);
  expect(errors[1]!.message).toContain("atlantis");
});

test("a document that its writer may not see is forbidden and stays as it is, as nothing is told of its versions", async () => {
  await given(database, workspace, [{ type: "Domain", key: "theirs", title: "Theirs" }]);
  const secret = { ...guide, key: "guides/secret", homeDomain: "theirs", corpora: [], about: [] };
  expect((await ingest(secret)).errors).toEqual([]);
  const narrow = { ...viewerOver(workspace, ["it"]), roles: [{ role: "steward", scopes: [`${workspace}/*`, `${workspace}/it`] }] };
  const { documents, errors } = await ingestDocuments({ graph: database.session(), workspace, principal: narrow.principal, viewer: narrow },
    [{ ...secret, homeDomain: "it", title: "Taken over", text: "Other words." }, { ...guide, key: "guides/open", text: "Fine." }]);
  expect(documents.map(({ key }) => key)).toEqual(["guides/open"]);
  expect(errors).toMatchObject([{ index: 0, key: "guides/secret", code: "FORBIDDEN", message: expect.stringContaining("can't be written by you") }]);
  expect(await rows("MATCH (d:Document {workspace: $workspace, key: 'guides/secret'}) RETURN d.title AS title, COUNT { (d)<-[:VERSION_OF]-() } AS versions")).toEqual([{ title: guide.title, versions: 1 }]);
});

test("documents that are sent again under an idempotency key have the first answer", async () => {
  const send = (words: string) => ask(database, workspace, `mutation ($input: [IngestDocumentInput!]!) { ingestDocuments(idempotencyKey: "docs", input: $input) { documents { key version chunks isNew } errors { index path code } } }`,
    { variables: { input: [{ key: "guides/once", title: "Once", text: words, homeDomain: "it" }, { key: "guides/none", title: "None", text: "" }] } });
  const first = await send("Press it once.");
  expect(first.data).toEqual({ ingestDocuments: { documents: [{ key: "guides/once", version: "guides/once@1", chunks: 1, isNew: true }], errors: [{ index: 1, path: "text", code: "BAD_INPUT" }] } });
  expect((await send("Press it once.")).data).toEqual(first.data);
  expect((await send("Press it twice.")).errors).toEqual([expect.stringContaining("was used for another command")]);
});

test("a key is the same however its letters are typed", async () => {
  const [composed, apart] = ["guides/caf\u00e9", "guides/cafe\u0301"];
  expect((await ingest({ ...guide, key: apart, version: "\u00e9" })).documents).toMatchObject([{ key: composed, version: `${composed}@\u00e9`, isNew: true }]);
  expect((await ingest({ ...guide, key: apart, version: "e\u0301" })).documents).toMatchObject([{ key: composed, version: `${composed}@\u00e9`, isNew: false }]);
  expect((await ingest({ ...guide, key: composed, text: "Other words." })).documents).toMatchObject([{ version: `${composed}@2`, isNew: true }]);
  expect((await ingest({ ...guide, key: composed }, { ...guide, key: apart })).errors).toMatchObject([{ index: 1, path: "key" }]);
});
