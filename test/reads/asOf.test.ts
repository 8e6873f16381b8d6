import { beforeAll, expect, test, vi } from "vitest";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { retire } from "../../src/writes/retire.js";
import { ask, given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

/** All that questions start from, retired: asked of a moment before, it is there; asked of now, it is as if it had never been. */
withModel();
const workspace = freshWorkspace();
const context = () => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner });
const retired = [
  ["Task", "reset"], ["Task", "below"], ["ModelVersion", "base@1"], ["Deployment", "prod"], ["Kpi", "solved"], ["Prompt", "reset"], ["Demonstration", "reset/example"], ["Document", "guide"], ["Policy", "brief"], ["Signal", "slow"],
] as const;
let database: Database;
/** A moment at which all is there. */
let before: string;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Metric", key: "minutes", title: "Minutes", better: "LOWER", min: 0 }, { type: "Task", key: "reset", title: "Reset a password" }, { type: "Task", key: "below", title: "In the app", parent: "reset" },
    { type: "Task", key: "chat", title: "Chat" },
    { type: "Policy", key: "brief", title: "Brief" },
    { type: "PolicyVersion", key: "brief@1", state: "APPROVED", effect: "OBLIGE", action: "PROMPT", text: "Be brief.", effectiveFrom: "2020-01-01T00:00:00Z", governs: [{ type: "Task", key: "reset" }] },
    { type: "Prompt", key: "reset", title: "Reset", task: "reset" },
    { type: "PromptVersion", key: "reset@1", state: "APPROVED", language: "en", template: "Answer.\n\n{{context}}\n\n{{question}}" },
    { type: "Demonstration", key: "reset/example", state: "APPROVED", task: "reset", language: "en", input: "I forgot it.", output: "Open the account page." },
    { type: "Model", key: "base", title: "Base" }, { type: "ModelVersion", key: "base@1" }, { type: "System", key: "app", title: "App", kind: "APP" },
    { type: "SystemVersion", key: "app@1", models: [{ key: "base@1", role: "base" }] }, { type: "Environment", key: "live", title: "Live" },
    { type: "Deployment", key: "prod", systemVersion: "app@1", task: "reset", environment: "live", validFrom: "2020-01-01T00:00:00Z" }, { type: "Kpi", key: "solved", title: "Solved", task: "reset", metric: "minutes" },
    { type: "Signal", key: "slow", title: "Slow answers", observes: { type: "Task", key: "reset" }, metric: "minutes" },
  ]);
  const { errors } = await ingestDocuments({ ...context(), request: "test" }, [{ key: "guide", title: "Passwords", text: "To reset a password, open the account page.", about: [{ type: "Task", key: "reset" }] }]);
  expect(errors).toEqual([]);
  before = new Date().toISOString();
  await vi.waitUntil(() => Date.now() > Date.parse(before), { interval: 1 });
  for (const [type, key] of retired) expect((await retire(context(), type, [key], "no longer used")).errors).toEqual([]);
});

const nodes = "nodes { distance node { key } }";
const asked = (source: string, asOf: string | null) => ask(database, workspace, `query ($asOf: DateTime) { ${source} }`, { variables: { asOf } });
const questions: readonly (readonly [string, (key: string) => string, object])[] = [
  ["driftOutlook", (key) => `driftOutlook(input: { task: "${key}", asOf: $asOf }) { signals { relation task { key } signal { key } } }`,
    { driftOutlook: { signals: [{ relation: "SELF", task: { key: "reset" }, signal: { key: "slow" } }] } }],
  ["lineage", (key) => `lineage(of: { type: "ModelVersion", key: "${key}@1" }, direction: DOWNSTREAM, asOf: $asOf) { ${nodes} }`,
    { lineage: { nodes: [{ distance: 0, node: { key: "base@1" } }, { distance: 1, node: { key: "app@1" } }, { distance: 2, node: { key: "prod" } }] } }],
  ["impact", (key) => `impact(of: { type: "ModelVersion", key: "${key}@1" }, asOf: $asOf) { deployments { node { key } } tasks { distance node { key } } kpis { distance node { key } } }`,
    { impact: { deployments: [{ node: { key: "prod" } }], tasks: [{ distance: 3, node: { key: "reset" } }], kpis: [{ distance: 4, node: { key: "solved" } }] } }],
  ["retrieveContext", (key) => `retrieveContext(input: { task: "${key}", query: "How do I reset a password?", asOf: $asOf }) { task { key } hits { chunk { text } path { node { key } } } }`,
    { retrieveContext: { task: { key: "reset" }, hits: [{ chunk: { text: "To reset a password, open the account page." }, path: [{ node: { key: "guide@1" } }, { node: { key: "guide" } }, { node: { key: "reset" } }] }] } }],
  ["previewPrompt", (key) => `previewPrompt(input: { task: "${key}", variables: { question: "How do I reset a password?" } }, asOf: $asOf) { promptVersion { key } demonstrations { key } rules { key text } context { hits { citation { document } } } }`,
    { previewPrompt: { promptVersion: { key: "reset@1" }, demonstrations: [{ key: "reset/example" }], rules: [{ key: "brief@1", text: "Be brief." }], context: { hits: [{ citation: { document: "guide" } }] } } }],
];
const startOf = (name: string) => (["lineage", "impact"].includes(name) ? "base" : "reset");

test.each(questions)("%s starts from what was retired since, asked of a moment before", async (name, source, expected) => {
  expect(await asked(source(startOf(name)), before)).toMatchObject({ errors: [], data: expected });
});

test.each(questions)("%s: what was retired is answered as a missing key is", async (name, source) => {
  const missing = await asked(source("missing"), null);
  expect(missing.errors).toHaveLength(1);
  for (const asOf of [null, new Date().toISOString()])
    expect((await asked(source(startOf(name)), asOf)).errors.map((error) => error.replaceAll(`"${startOf(name)}`, "\"missing"))).toEqual(missing.errors);
});

test("the newest version of a head is the newest of that moment", async () => {
  const source = `lineage(of: { type: "ModelVersion", key: "base" }, direction: UPSTREAM, asOf: $asOf) { ${nodes} }`;
  expect((await asked(source, before)).data).toEqual({ lineage: { nodes: [{ distance: 0, node: { key: "base@1" } }] } });
  expect((await asked(source, null)).errors).toEqual([expect.stringContaining("There is no ModelVersion with the key \"base\"")]);
});

test("one thing by its key is read as it stood then, its edges too, and what is asked about it from there", async () => {
  const source = `task(key: "below", asOf: $asOf) { title parent { key prompts { nodes { key } } } ancestors(asOf: $asOf) { nodes { task { key } } }
    effectivePolicies(asOf: $asOf) { outcome policyVersion { key } path { key } } }`;
  expect(await asked(source, before)).toMatchObject({ errors: [], data: { task: {
    title: "In the app", parent: { key: "reset", prompts: { nodes: [{ key: "reset" }] } }, ancestors: { nodes: [{ task: { key: "reset" } }] },
    effectivePolicies: [{ outcome: "DUTY", policyVersion: { key: "brief@1" }, path: [{ key: "below" }, { key: "reset" }] }],
  } } });
  expect(await asked(source, null)).toMatchObject({ errors: [], data: { task: null } });
});

test("a prompt of another task and a document that were retired are gone by their keys too, but not before", async () => {
  const prompt = (key: string) => `previewPrompt(input: { task: "chat", prompt: "${key}" }) { tokens }`;
  expect((await asked(prompt("reset"), null)).errors.join().replace("\"reset\"", "\"missing\"")).toBe((await asked(prompt("missing"), null)).errors.join());
  const found = (key: string) => `retrieveContext(input: { task: "chat", query: "How do I reset a password?", documents: ["${key}"], asOf: $asOf }) { reason hits { citation { document } } }`;
  expect((await asked(found("guide"), before)).data).toEqual({ retrieveContext: { reason: null, hits: [{ citation: { document: "guide" } }] } });
  expect((await asked(found("guide"), null)).data).toEqual((await asked(found("missing"), null)).data);
});
