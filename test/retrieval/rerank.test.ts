import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ingestDocuments, type Embedder } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { endpointReranker } from "../../src/retrieval/endpointReranker.js";
import { rankedDocuments } from "../../src/retrieval/ranking.js";
import type { Reranker } from "../../src/retrieval/reranker.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { defaultSettings } from "../../src/retrieval/settings.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly model: string; readonly query: string; readonly documents: readonly string[]; readonly top_n: number };
}
const workspace = freshWorkspace();
let database: Database;
let server: Server;
let asked: Asked[];
/** What the server answers, as status and body; null for never. */
let answer: (body: Asked["body"]) => readonly [number, unknown] | null;
/** Longer documents are better, the best first, as servers answer. */
const byLength = ({ documents }: Asked["body"]) => [200, { id: "1", results: documents.map((text, index) => ({ index, relevance_score: text.length / 1000 })).sort((a, b) => b.relevance_score - a.relevance_score) }] as const;

const flat: Embedder = { id: "flat", digest: "aa", dimensions: 1, query: () => Promise.resolve(Float32Array.of(1)), passages: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1))) };
const texts: Readonly<Record<string, string>> = {
  short: "Printer ink.", middle: "Printer ink is in the cupboard of the second floor.", long: "Printer ink is in the cupboard of the second floor; ask anna.smith@example.org for its key, and bring it back.", other: "Printer.",
};

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += String(part))).on("end", () => {
      const body = JSON.parse(text) as Asked["body"];
      asked.push({ path: request.url, headers: request.headers, body });
      const given = answer(body);
      if (given) response.writeHead(given[0], { "content-type": "application/json" }).end(typeof given[1] === "string" ? given[1] : JSON.stringify(given[1]));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  database = await testDatabase();
  await given(database, workspace, [{ type: "Task", key: "any", title: "Any" }]);
  expect((await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, Object.entries(texts).map(([key, text]) => ({ key, title: key, text })), { embedder: flat })).errors).toEqual([]);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = byLength;
});

const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
const endpoint = (over: object = {}): Reranker => endpointReranker({ url: base(), model: "reader", key: "secret", limit: 10_000, ...over });
// Words that feedback finds would move what the words asked for have put in order.
const settings = { ...defaultSettings, alpha: 1, floor: -1, duplicate: 1, rerank: 3, graphWeight: 0, feedbackChunks: 0 };
const filters = { corpora: [], languages: [], domains: [], documents: [] };
const request = { workspace, task: "any", query: "printer ink", purpose: null, language: null, asOf: null, filters, actions: ["RETRIEVE"] as const, maxTokens: 2000 };
const found = (reranker: Reranker | null, over: object = {}) => retrieve({ graph: database.session(), viewer: owner }, request, flat, { ...settings, ...over }, reranker);
const documents = (hits: readonly { readonly documentKey: string }[]) => hits.map(({ documentKey }) => documentKey);

test("the best of both channels are put into the reranker's order, the others stay after them, and each tells its score", async () => {
  expect(documents((await found(null, { rerank: 0 })).hits)).toEqual(["short", "middle", "long", "other"]);
  const { hits, warnings } = await found(endpoint());
  expect(documents(hits)).toEqual(["long", "middle", "short", "other"]);
  expect(hits.map(({ reranked }) => reranked !== undefined)).toEqual([true, true, true, false]);
  expect(hits[0]!.reranked).toBe(`long\n${texts["long"]}`.length / 1000);
  expect(warnings).toEqual([]);
});

test("a server is asked as Cohere's protocol has it, for as many as the settings say", async () => {
  await found(endpoint(), { rerank: 2 });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ path: "/v1/rerank", headers: { authorization: "Bearer secret" }, body: { model: "reader", query: "printer ink", documents: [`short\n${texts["short"]}`, `middle\n${texts["middle"]}`], top_n: 2 } });
});

test("none is asked where the settings say nothing of it, or nothing was found", async () => {
  await found(endpoint(), { rerank: 0 });
  expect((await retrieve({ graph: database.session(), viewer: owner }, { ...request, filters: { ...filters, documents: ["none"] } }, flat, settings, endpoint())).reason).toBe("NOTHING_FOUND");
  expect(asked).toEqual([]);
});

test("documents are measured in its order", async () => {
  const ranked = await rankedDocuments({ graph: database.session(), viewer: owner }, { workspace, task: "any", query: "printer ink", language: null, asOf: new Date().toISOString(), corpora: [] }, flat, settings, endpoint());
  expect(ranked.map(({ document }) => document)).toEqual(["long", "middle", "short", "other"]);
  expect(ranked.map(({ score }) => score)).toEqual([...ranked.map(({ score }) => score)].sort((a, b) => b - a));
});

const failures: Readonly<Record<string, readonly [() => Reranker | null, string]>> = {
  "answers an error": [() => ((answer = () => [503, "loading the model"]), endpoint()), "answers 503 (loading the model); look at what it says"],
  "doesn't know the key": [() => ((answer = () => [401, ""]), endpoint()), "answers 401; look at EVALGRAPH_RERANKER_KEY"],
  "speaks another protocol": [() => ((answer = () => [200, [{ index: 0, score: 1 }]]), endpoint()), "answers something else than results with index and relevance_score"],
  "answers no JSON": [() => ((answer = () => [200, "<html>"]), endpoint()), "answers something else than results"],
  "leaves texts out": [() => ((answer = () => [200, { results: [{ index: 0, relevance_score: 1 }] }]), endpoint()), "gives 1 scores for 3 texts"],
  "is too slow": [() => ((answer = () => null), endpoint({ limit: 50 })), "doesn't answer within 50 ms"],
  "isn't there": [() => endpoint({ url: "http://127.0.0.1:1" }), "doesn't answer ("],
  "isn't set": [() => null, "there is no reranker. Set EVALGRAPH_RERANKER_URL"],
};
test.each(Object.entries(failures))("one that %s is told of, and the order is that of the channels", async (_, [made, sentence]) => {
  const { hits, warnings } = await found(made());
  expect(documents(hits)).toEqual(["short", "middle", "long", "other"]);
  expect(warnings).toEqual([{ kind: "NOT_RERANKED", sentence: expect.stringContaining(sentence) as unknown }]);
});

test("another search than the one asked for isn't measured", async () => {
  answer = () => [503, ""];
  await expect(rankedDocuments({ graph: database.session(), viewer: owner }, { workspace, task: "any", query: "printer ink", language: null, asOf: new Date().toISOString(), corpora: [] }, flat, settings, endpoint()))
    .rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("where policies ask for redaction, it is sent no personal data", async () => {
  await given(database, workspace, [
    { type: "Policy", key: "no-names", title: "No names" },
    { type: "PolicyVersion", key: "no-names@1", text: "No personal data in context.", effect: "OBLIGE", action: "RETRIEVE", constraint: { on: "personalData", operator: "EQUAL", bound: "REDACT" }, effectiveFrom: "2020-01-01T00:00:00Z", governs: [{ type: "Task", key: "any" }], state: "APPROVED" },
  ]);
  await found(endpoint());
  expect(asked[0]!.body.documents.join(" ")).toContain("ask [EMAIL] for its key");
});
