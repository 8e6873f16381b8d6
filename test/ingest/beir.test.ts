import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { localEmbedder } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { readBeir } from "../../src/ingest/beir.js";
import { measured, runBeir, trecRun } from "../../src/ingest/beirRun.js";
import { importBeir } from "../../src/ingest/importBeir.js";
import { defaultSettings, withoutGraph } from "../../src/retrieval/offers.js";
import { ask, given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [{ type: "Task", key: "retrieve", title: "Retrieve" }]);
});

const documents = [
  { _id: "printer", title: "Printers", text: "Hold the green button of the printer until its light goes off, then feed the paper again." },
  { _id: "vpn", title: "", text: "The VPN client asks for a new certificate when the old one has run out." },
  { _id: 3, title: "Leave", text: "Days of leave that are not taken by the end of March are lost." },
  { _id: "empty", title: "", text: "" },
];
const queries = [{ _id: "q1", text: "the printer's light stays on" }, { _id: "q2", text: "my certificate expired" }, { _id: "q3", text: "unused leave" }];

function collection(files: Readonly<Record<string, string>>): string {
  const folder = join(mkdtempSync(join(tmpdir(), "evalgraph-beir-")), "tiny");
  mkdirSync(join(folder, "qrels"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const text = (rows: readonly object[]): string => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
const whole = () => collection({
  "corpus.jsonl": text(documents), "queries.jsonl": text(queries), "qrels/test.tsv": "query-id\tcorpus-id\tscore\nq1\tprinter\t2\nq2\tvpn\t1\nq3\t3\t1\nq3\tvpn\t0\n",
});

test("a collection becomes a corpus, a dataset of its queries, and judgements; the same again changes nothing", async () => {
  const folder = whole();
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  const told: (readonly [number, number])[] = [];
  const report = await importBeir(context, await readBeir(folder), { progress: (done, total) => told.push([done, total]) });
  expect(report).toMatchObject({ corpus: "tiny", dataset: "beir/tiny@1", documents: 3, chunks: 3, queries: 3, judgements: 4 });
  expect(report.problems).toEqual([{ file: "document tiny/empty", reason: expect.stringContaining("empty") }]);
  expect(told).toEqual([[4, 4]]);
  const answer = () => ask(database, workspace, `{
    corpus(key: "tiny") { documents(orderBy: [{ field: KEY }]) { nodes { key title } } }
    datasetVersion(key: "beir/tiny@1") { role items { totalCount } head { key } }
    item(key: "beir/tiny/q3") { input judgements(orderBy: [{ field: KEY }]) { nodes { grade document { key } } } }
  }`);
  const first = await answer();
  expect(first.data).toEqual({
    corpus: { documents: { nodes: [{ key: "tiny/3", title: "Leave" }, { key: "tiny/printer", title: "Printers" }, { key: "tiny/vpn", title: "vpn" }] } },
    datasetVersion: { role: "BENCHMARK", items: { totalCount: 3 }, head: { key: "beir/tiny" } },
    item: { input: { query: "unused leave" }, judgements: { nodes: [{ grade: 1, document: { key: "tiny/3" } }, { grade: 0, document: { key: "tiny/vpn" } }] } },
  });
  await importBeir(context, await readBeir(folder));
  expect(await answer()).toMatchObject({ data: first.data });
});

test("its queries are retrieved for by the service's own way, and judgements only measure", async () => {
  const found = await readBeir(whole());
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  await importBeir(context, found);
  const runs = await runBeir(context, found, { task: "retrieve", embedder: localEmbedder(), settings: defaultSettings });
  expect(runs.map(({ query, documents: [best] }) => [query, best?.id])).toEqual([["q1", "printer"], ["q2", "vpn"], ["q3", "3"]]);
  expect(measured(runs, found)).toMatchObject({ "nDCG@10": 1, RR: 1, AP: 1 });
  expect(measured(runs, { judgements: null })).toBeNull();
  expect(trecRun(runs).split("\n")[0]).toMatch(/^q1 Q0 printer 1 [\d.]+ evalgraph$/);
  expect(runs.every(({ documents: ranked }) => ranked.every(({ score }, at) => at === 0 || score <= ranked[at - 1]!.score))).toBe(true);
});

test("without the graph step, what the best passage names is lent nothing", async () => {
  const linked = await readBeir(collection({
    "corpus.jsonl": text([
      { _id: "close", title: "Quarterly close", text: "Whoever closes the quarter in the ledger asks for it as Counter Forms says." },
      { _id: "forms", title: "Counter Forms", text: "They lie on the second floor, and take two days." },
      { _id: "lunch", title: "Lunch", text: "The kitchen closes at noon, and keeps a ledger of the quarter." },
    ]),
    "queries.jsonl": text([{ _id: "q", text: "closing the quarter in the ledger" }]), "qrels/test.tsv": "q\tforms\t1\n",
  }));
  const own = freshWorkspace();
  await given(database, own, [{ type: "Task", key: "retrieve", title: "Retrieve" }]);
  const context = { graph: database.session(), workspace: own, principal: owner.principal, viewer: owner };
  await importBeir(context, linked);
  const scored = async (settings: typeof defaultSettings) => {
    const [run] = await runBeir(context, linked, { task: "retrieve", embedder: localEmbedder(), settings: { ...settings, floor: -1, feedbackChunks: 0 } });
    return Object.fromEntries(run!.documents.map(({ id, score }) => [id, score]));
  };
  const [withGraph, without] = [await scored(defaultSettings), await scored(withoutGraph)];
  expect(withGraph["forms"]! / withGraph["close"]!).toBeGreaterThan(without["forms"]! / without["close"]! + 0.05);
  expect(withGraph["lunch"]! / withGraph["close"]!).toBeLessThanOrEqual(without["lunch"]! / without["close"]! + 1e-6);
});

test("lines that can't be read are told with their number, and the rest is taken", async () => {
  const folder = collection({ "corpus.jsonl": `{"_id":"a","text":"one"}\nnonsense\n\n{"_id":"b"}\n`, "queries.jsonl": `{"_id":"q","text":"one"}\n`, "qrels/test.tsv": "q\ta\t1\nq\tb\n" });
  const { documents: read, judgements, problems } = await readBeir(folder);
  expect(read.map(({ id }) => id)).toEqual(["a"]);
  expect(judgements).toEqual([{ query: "q", document: "a", grade: 1 }]);
  expect(problems.map(({ file }) => file.split("/").at(-1))).toEqual(["corpus.jsonl, line 2", "corpus.jsonl, line 4", "test.tsv, line 2"]);
});

test("a folder that is no collection is told what it lacks", async () => {
  await expect(readBeir(collection({ "corpus.jsonl": "" }))).rejects.toThrow("There is no queries.jsonl in");
  await expect(readBeir(collection({ "corpus.jsonl": "", "queries.jsonl": "", "qrels/dev.tsv": "" }))).rejects.toThrow("There is no test.tsv in");
});
