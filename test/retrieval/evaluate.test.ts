import { beforeAll, expect, test } from "vitest";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;
const texts: Readonly<Record<string, string>> = {
  printer: "Hold the green button of the printer until its light goes off, then feed the paper again.",
  vpn: "The VPN client asks for a new certificate when the old one has run out.",
  leave: "Days of leave that are not taken by the end of March are lost.",
};

beforeAll(async () => {
  database = await testDatabase();
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" },
    { type: "Task", key: "retrieve", title: "Retrieve", domains: ["it"], homeDomain: "it" },
    { type: "Metric", key: "ndcg@10", title: "How good the first ten are", better: "HIGHER" },
    { type: "TaskVersion", key: "retrieve@1", protocol: { depth: 100 }, metrics: [{ key: "ndcg@10", primary: true }], state: "APPROVED" },
    { type: "Dataset", key: "queries", title: "Queries" },
    { type: "RetrievalConfig", key: "both", title: "Both channels" },
    { type: "RetrievalConfigVersion", key: "both@1", settings: { alpha: 0.5 }, state: "APPROVED" },
    { type: "RetrievalConfigVersion", key: "both@2", settings: { alpha: 1, candidates: 1 }, state: "APPROVED" },
    { type: "RetrievalConfigVersion", key: "both@3", settings: { alpha: 7 }, state: "DRAFT" },
  ]);
  expect((await ingestDocuments(context, Object.entries(texts).map(([key, text]) => ({ key, title: key, text, homeDomain: "it" })))).errors).toEqual([]);
  await given(database, workspace, [
    { type: "Item", key: "queries/1", dataset: "queries", input: { question: "the light of the printer stays on", language: "en" } },
    { type: "Item", key: "queries/2", dataset: "queries", input: "my certificate has expired" },
    { type: "Item", key: "queries/3", dataset: "queries", input: { table: 3 } },
    { type: "DatasetVersion", key: "queries@1", role: "BENCHMARK", items: ["1", "2", "3"].map((name) => ({ key: `queries/${name}`, split: "test" })) },
    { type: "Judgement", item: "queries/1", document: "printer", grade: 2 },
    { type: "Judgement", item: "queries/1", document: "leave", grade: 1 },
    { type: "Judgement", item: "queries/2", document: "vpn", grade: 1 },
    { type: "Judgement", item: "queries/3", document: "vpn", grade: 1 },
  ]);
});

const mutation = `mutation ($input: EvaluateRetrievalInput!) { evaluateRetrieval(input: $input) {
  queries unasked measures { metric value stdErr against difference low high }
  evaluations { subject { ... on RetrievalConfigVersion { key } } taskVersion { key } data { split node { key } } scores { nodes { metric { key title } value n errors itemResults { nodes { itemKeys values } } } } }
} }`;
interface Answer {
  readonly queries: number;
  readonly unasked: readonly string[];
  readonly measures: readonly { readonly metric: string; readonly value: number; readonly against: number | null; readonly difference: number | null; readonly low: number | null; readonly high: number | null }[];
  readonly evaluations: readonly { readonly subject: object; readonly scores: { readonly nodes: readonly { readonly metric: { readonly key: string; readonly title: string } }[] } }[];
}
const evaluate = async (input: object) => {
  const { data, errors } = await ask(database, workspace, mutation, { variables: { input: { taskVersion: "retrieve@1", data: "queries@1", ...input } } });
  return { errors, answer: (data as { readonly evaluateRetrieval?: Answer } | null)?.evaluateRetrieval };
};

test("a search is measured on judged queries, and recorded query by query", async () => {
  const { answer, errors } = await evaluate({ config: "both@1", split: "test" });
  expect(errors).toEqual([]);
  expect(answer).toMatchObject({ queries: 2, unasked: ["queries/3"] });
  const value = (key: string) => answer!.measures.find(({ metric }) => metric === key);
  expect(value("ndcg@10")).toMatchObject({ against: null, difference: null, low: null });
  expect(value("ndcg@10")!.value).toBeGreaterThan(0.9);
  expect(value("mrr")).toMatchObject({ value: 1, stdErr: 0 });
  expect(answer!.evaluations).toHaveLength(1);
  expect(answer!.evaluations[0]).toMatchObject({ subject: { key: "both@1" }, taskVersion: { key: "retrieve@1" }, data: { split: "test", node: { key: "queries@1" } } });
  const scores = answer!.evaluations[0]!.scores.nodes;
  expect(scores.map(({ metric: { key } }) => key).sort()).toEqual(["map", "mrr", "ndcg@10", "precision@5", "recall@10", "recall@100"]);
  expect(scores.find(({ metric: { key } }) => key === "mrr")).toMatchObject({ value: 1, n: 2, errors: 1, itemResults: { nodes: [{ itemKeys: ["queries/1", "queries/2"], values: [1, 1] }] } });
  expect(scores.find(({ metric: { key } }) => key === "ndcg@10")!.metric.title).toBe("How good the first ten are");
});

test("against another, both are measured now and compared query by query", async () => {
  const { answer } = await evaluate({ config: "both@1", against: "both@2" });
  const recall = answer!.measures.find(({ metric }) => metric === "recall@10")!;
  expect(recall.value).toBe(1);
  expect(recall.against).toBeLessThan(1);
  expect(recall.difference).toBeCloseTo(recall.value - recall.against!, 12);
  expect(recall.low).toBeLessThanOrEqual(recall.difference!);
  expect(recall.high).toBeGreaterThanOrEqual(recall.difference!);
  expect(answer!.evaluations.map(({ subject }) => subject)).toEqual([{ key: "both@1" }, { key: "both@2" }]);
});

test("context is retrieved with the settings of a configuration, or of its newest version that isn't retired", async () => {
  const context = (config: string) => ask(database, workspace, `query ($config: String) { retrieveContext(input: { task: "retrieve", query: "printer", config: $config }) { hits { score } leftOut { reason } } }`, { variables: { config } });
  const found = async (config: string) => {
    const { hits, leftOut } = ((await context(config)).data as never as { readonly retrieveContext: { readonly hits: readonly object[]; readonly leftOut: readonly object[] } }).retrieveContext;
    return hits.length + leftOut.length;
  };
  expect(await found("both@1")).toBe(3);
  expect(await found("both@2")).toBeLessThan(3);
  expect((await context("both")).errors).toEqual([expect.stringContaining('The settings of "both@3" can\'t be searched with: alpha: expected 0 to 1')]);
});

test("what can't be measured says why, and nothing is recorded", async () => {
  const count = async () => ((await ask(database, workspace, "{ evaluations { totalCount } }")).data as never as { readonly evaluations: { readonly totalCount: number } }).evaluations.totalCount;
  const before = await count();
  expect((await evaluate({ config: "none@1" })).errors).toEqual([expect.stringContaining('There is no RetrievalConfigVersion "none@1"')]);
  expect((await evaluate({ config: "both@1", data: "queries@9" })).errors).toEqual([expect.stringContaining("queries@9")]);
  expect((await evaluate({ config: "both@1", split: "dev" })).errors).toEqual([expect.stringContaining('of the split "dev"')]);
  expect((await evaluate({ config: "both@1", taskVersion: "none@1" })).errors).toEqual([expect.stringContaining("none@1")]);
  expect((await evaluate({ config: "both@1", corpora: ["typo"] })).errors).toEqual([expect.stringContaining("typo")]);
  expect((await evaluate({ config: "both@1", against: "none@1" })).errors).toEqual([expect.stringContaining("none@1")]);
  expect((await evaluate({ config: "both@1", interval: 1 })).errors).toEqual([expect.stringContaining("interval is 1")]);
  const { errors } = await ask(database, workspace, mutation, { variables: { input: { config: "both@1", taskVersion: "retrieve@1", data: "queries@1" } }, viewer: viewerOver(workspace, ["it"]) });
  expect(errors).toEqual([expect.stringContaining("`evaluateRetrieval` needs the role")]);
  expect(await count()).toBe(before);
});
