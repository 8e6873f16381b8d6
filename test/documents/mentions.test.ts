import { beforeAll, expect, test } from "vitest";
import { ingestDocuments, type Embedder, type IncomingDocument } from "../../src/documents/offers.js";
import { Problem } from "../../src/entity/problem.js";
import type { Database, Transaction } from "../../src/graph/database.js";
import { merge, undoMerge } from "../../src/writes/merge.js";
import { retire } from "../../src/writes/retire.js";
import { ask, given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

let database: Database;
beforeAll(async () => void (database = await testDatabase()));

const flat: Embedder = { id: "flat", digest: "aa", dimensions: 1, query: () => Promise.resolve(Float32Array.of(1)), passages: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1))) };

/** A workspace with two domains, `network` and `desk` below `it`. */
async function world() {
  const workspace = freshWorkspace();
  await given(database, workspace, [{ type: "Domain", key: "it", title: "IT" }, ...["network", "desk"].map((key) => ({ type: "Domain", key, title: key, parent: "it" })), { type: "Domain", key: "finance", title: "Finance" }]);
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" };
  const rows = async (text: string) => (await database.read({ name: "test", text, parameters: { workspace } })).map((row) => row.toObject() as Record<string, unknown>);
  return {
    workspace, context, rows,
    take: async (...documents: readonly (Pick<IncomingDocument, "key" | "title" | "text"> & Partial<IncomingDocument>)[]) => {
      const { errors } = await ingestDocuments(context, documents.map((each) => ({ homeDomain: "it", ...each })), { embedder: flat });
      expect(errors).toEqual([]);
    },
    /** `document -> named`, of chunks that are current. */
    named: async (type: "Document" | "Term") => (await rows(`MATCH (c:Chunk {workspace: $workspace})-[:MENTIONS]->(n:${type}) MATCH (c)-[:PART_OF]->(v)-[:VERSION_OF]->(d) WHERE v.validTo IS NULL AND c.retiredAt IS NULL AND n.retiredAt IS NULL
      RETURN DISTINCT d.key + " -> " + n.key AS said ORDER BY said`)).map(({ said }) => said),
    everything: () => rows("MATCH (n {workspace: $workspace}) WHERE NOT n:AuditEntry AND NOT n:ChangeEvent RETURN labels(n)[0] AS label, count(*) AS n, sum(COUNT { (n)-->() }) AS edges ORDER BY label"),
  };
}

test("a chunk mentions the documents that it names by title or key, those that come later too, and itself never", async () => {
  const { take, named, everything } = await world();
  const old = { key: "a", title: "Printer setup", text: "Printer setup comes first. Then follow Wi-Fi at the office, and see net/vpn-setup." };
  await take(old);
  expect(await named("Document")).toEqual([]);
  await take({ key: "b", title: "Wi-Fi at the office", text: "It needs the printer setup." }, { key: "net/vpn-setup", title: "Tunnels", text: "Nothing else." });
  const all = ["a -> b", "a -> net/vpn-setup", "b -> a"];
  expect(await named("Document")).toEqual(all);
  const before = await everything();
  await take(old);
  expect(await everything()).toEqual(before);
});

test("an ingest that is cut off between writing and linking is finished by whoever brings the documents again", async () => {
  const { context, take, named, everything } = await world();
  const documents = [{ key: "a", title: "Printer setup", text: "Follow Wi-Fi at the office.", homeDomain: "it" }, { key: "b", title: "Wi-Fi at the office", text: "It needs the printer setup.", homeDomain: "it" }];
  const gone = new Problem("UNAVAILABLE", "The database is gone.");
  const graph = { ...context.graph, write: <T>(name: string, work: (transaction: Transaction) => Promise<T>): Promise<T> => (name === "linkMentions" ? Promise.reject(gone) : context.graph.write(name, work)) };
  await expect(ingestDocuments({ ...context, graph }, documents, { embedder: flat })).rejects.toThrow("The database is gone.");
  expect(await named("Document")).toEqual([]);
  await take(...documents);
  expect(await named("Document")).toEqual(["a -> b", "b -> a"]);
  const before = await everything();
  await take(...documents);
  expect(await everything()).toEqual(before);
});

test("another wording has mentions of its own, and another title is looked for anew", async () => {
  const { take, named } = await world();
  await take({ key: "a", title: "Printer setup", text: "Follow Wi-Fi at the office. Ask the Service Desk." }, { key: "b", title: "Wi-Fi at the office", text: "Words." });
  expect(await named("Document")).toEqual(["a -> b"]);
  await take({ key: "a", title: "Printer setup", text: "Hold the button. Ask the Service Desk." });
  expect(await named("Document")).toEqual([]);
  await take({ key: "b", title: "Service desk", text: "Words." });
  expect(await named("Document")).toEqual(["a -> b"]);
});

test("phrases that documents share are terms of the lowest domain above them, and later documents join them", async () => {
  const { take, named, rows } = await world();
  await take({ key: "a", title: "A", text: "The hardware token blinks.", homeDomain: "network" });
  expect(await named("Term")).toEqual([]);
  await take({ key: "b", title: "B", text: "Bring the Hardware Token with you.", homeDomain: "desk", sensitivity: "CONFIDENTIAL" });
  expect(await named("Term")).toEqual(["a -> it/hardware token", "b -> it/hardware token"]);
  const term = () => rows("MATCH (t:Term {workspace: $workspace, key: 'it/hardware token'}) RETURN t.title AS title, t.sensitivity AS sensitivity");
  expect((await term()).map(({ title, sensitivity }) => [title, Number(sensitivity)])).toEqual([["Hardware Token", 2]]);
  await take({ key: "c", title: "C", text: "Every hardware token has a number.", homeDomain: "network" });
  expect(await named("Term")).toEqual(["a -> it/hardware token", "a -> network/hardware token", "b -> it/hardware token", "b -> network/hardware token", "c -> it/hardware token", "c -> network/hardware token"]);
  expect((await term()).map(({ title, sensitivity }) => [title, Number(sensitivity)])).toEqual([["Hardware Token", 1]]);
});

test("nobody learns from terms what documents that it may not see share", async () => {
  const { workspace, take } = await world();
  await take({ key: "a", title: "A", text: "Project Bluebird starts.", homeDomain: "finance" }, { key: "b", title: "B", text: "The Project Bluebird budget.", homeDomain: "finance" },
    { key: "c", title: "C", text: "The Project Bluebird laptop.", homeDomain: "desk" }, { key: "d", title: "Project Bluebird", text: "It is told.", homeDomain: "finance" });
  const asked = async (domains: readonly string[]) => (await ask(database, workspace, "{ terms { nodes { key } } chunks { nodes { text mentions { ... on Term { key } ... on Document { key } } } } }", { viewer: viewerOver(workspace, domains) })).data;
  expect(await asked(["desk"])).toEqual({ terms: { nodes: [] }, chunks: { nodes: [{ text: "The Project Bluebird laptop.", mentions: [] }] } });
  expect(JSON.stringify(await asked(["finance"]))).toContain("finance/project bluebird");
});

test("whoever writes a document needs no role over what mentions it", async () => {
  const { workspace, context, take, named } = await world();
  await take({ key: "a", title: "Rules", text: "Follow Wi-Fi at the office.", homeDomain: "finance" });
  const narrow = { ...viewerOver(workspace, ["desk"]), roles: [{ role: "analyst", scopes: [`${workspace}/*`, `${workspace}/desk`] }] };
  expect((await ingestDocuments({ ...context, principal: narrow.principal, viewer: narrow }, [{ key: "b", title: "Wi-Fi at the office", text: "Words.", homeDomain: "desk" }], { embedder: flat })).errors).toEqual([]);
  expect(await named("Document")).toEqual(["a -> b"]);
});

const edgesOfHidden = "MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->()-[:VERSION_OF]->(d) WHERE d.retiredAt IS NOT NULL AND c.retiredAt IS NULL RETURN c.key AS key";

test("a document that is retired takes its chunks and their mentions with it, and nothing leads to it any more", async () => {
  const { workspace, context, take, named, rows } = await world();
  await take({ key: "a", title: "Printer setup", text: "Follow Wi-Fi at the office with the hardware token." }, { key: "b", title: "Wi-Fi at the office", text: "It needs the printer setup, and the hardware token." });
  await take({ key: "b", title: "Wi-Fi at the office", text: "It needs the printer setup and any hardware token." });
  expect(await named("Document")).toEqual(["a -> b", "b -> a"]);
  expect((await retire(context, "Document", ["b"], "test")).errors).toEqual([]);
  expect(await rows(edgesOfHidden)).toEqual([]);
  const { data, errors } = await ask(database, workspace, "{ documents { nodes { key mentionedIn { nodes { key } } } } chunks { nodes { documentVersion { key } mentions { ... on Term { key } ... on Document { key } } } } documentVersions { nodes { key } } terms { nodes { key chunks { totalCount } } } }");
  expect(errors).toEqual([]);
  expect(data).toEqual({
    documents: { nodes: [{ key: "a", mentionedIn: { nodes: [] } }] }, documentVersions: { nodes: [{ key: "a@1" }] },
    chunks: { nodes: [{ documentVersion: { key: "a@1" }, mentions: [{ key: "it/hardware token" }] }] }, terms: { nodes: [{ key: "it/hardware token", chunks: { totalCount: 1 } }] },
  });
  await take({ key: "c", title: "C", text: "Wi-Fi at the office and the printer setup." });
  expect(await named("Document")).toEqual(["c -> a"]);
});

test("a document that is merged into another brings its versions and what mentions it, and gets them back", async () => {
  const { context, take, named, rows } = await world();
  await take({ key: "a", title: "Printer setup", text: "Follow Wi-Fi at the office, or Wireless for guests." }, { key: "b", title: "Wi-Fi at the office", text: "Ask the desk." }, { key: "c", title: "Wireless for guests", text: "See the printer setup." });
  const apart = ["a -> b", "a -> c", "c -> a"];
  expect(await named("Document")).toEqual(apart);
  await merge(context, "Document", "c", "b");
  expect(await named("Document")).toEqual(["a -> b", "a -> c", "b -> a"]);
  expect(await rows("MATCH (v:DocumentVersion {workspace: $workspace}) WHERE NOT (v)-[:VERSION_OF]->() RETURN v.key AS key UNION MATCH (v:Chunk {workspace: $workspace}) WHERE NOT (v)-[:PART_OF]->() RETURN v.key AS key")).toEqual([]);
  await undoMerge(context, "Document", "c");
  expect(await named("Document")).toEqual(apart);
});
