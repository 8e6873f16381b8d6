import { beforeAll, expect, test } from "vitest";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { ask, given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;
const ben: Viewer = { principal: "person/ben", scopes: null, clearance: 3, roles: [{ role: "steward", scopes: null }] };

const scenario = (name: string, assertions: unknown, input: unknown = { question: "How do I reset my password?", language: "en" }) => ({ type: "Item", key: `s/${name}`, dataset: "s", input, assertions });
const holds = (...prompt: readonly object[]) => ({ prompt });
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "t", title: "T" }, { type: "Prompt", key: "p", title: "P", task: "t" }, { type: "Dataset", key: "s", title: "S" },
    { type: "PromptVersion", key: "p@1", state: "IN_REVIEW", variables: { question: "string", context: "string" }, template: "Cite passages. Never ask for a password.\n\n{{context}}\n\nQuestion: {{question}}" },
    { type: "PromptVersion", key: "p@2", state: "IN_REVIEW", variables: { question: "string", context: "string" }, template: "Tell all you know.\n\n{{context}}\n\nQuestion: {{question}}" },
  ]);
  expect((await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner },
    [{ key: "guide", title: "Passwords", text: "To reset a password, open the account page and choose Forgotten password.", about: [{ type: "Task", key: "t" }] }])).errors).toEqual([]);
  await given(database, workspace, [
    scenario("rules", holds({ contains: "Never ask for a password." }, { excludes: "Tell all" }, { matches: "^Question: .*\\?$" })),
    scenario("evidence", holds({ cites: "guide" }, { maxTokens: 400 })),
    { type: "Item", key: "s/no-scenario", dataset: "s", input: "Q", assertions: ["is polite"] },
    { type: "DatasetVersion", key: "s@1", role: "BENCHMARK", tasks: ["t"], items: [{ key: "s/rules" }, { key: "s/evidence" }, { key: "s/no-scenario" }] },
  ]);
});
const run = (version: string) => ask(database, workspace, "query ($version: String!) { promptScenarios(version: $version) { item { key } passed failures } }", { variables: { version } });
const approve = async (key: string) => (await ask(database, workspace, "mutation ($key: String!) { reviewVersion(input: { key: $key, outcome: APPROVE }) { subject { ... on Version { state } } } }", { variables: { key }, viewer: ben }));

test("a version that isn't approved is built for each scenario of its task", async () => {
  expect((await run("p@1")).data).toEqual({ promptScenarios: [{ item: { key: "s/evidence" }, passed: true, failures: [] }, { item: { key: "s/rules" }, passed: true, failures: [] }] });
  expect((await run("p@2")).data).toEqual({ promptScenarios: [
    { item: { key: "s/evidence" }, passed: true, failures: [] },
    { item: { key: "s/rules" }, passed: false, failures: ["The prompt doesn't contain \"Never ask for a password.\".", "The prompt contains \"Tell all\"."] },
  ] });
  expect((await run("p@9")).errors.join()).toContain("There is no PromptVersion with the key \"p@9\"");
});

test("nothing is approved while a scenario of its task fails, and which and why is said", async () => {
  expect((await approve("p@2")).errors).toEqual([expect.stringContaining("PromptVersion:p@2 isn't approved, as 1 of the 2 scenarios of its task fail. s/rules: The prompt doesn't contain \"Never ask for a password.\".")]);
  expect((await approve("p@1")).data).toEqual({ reviewVersion: { subject: { state: "APPROVED" } } });
  const { errors } = await ask(database, workspace, "mutation { reviewVersion(input: { key: \"p@2\", outcome: REJECT }) { key } }", { viewer: ben });
  expect(errors).toEqual([]);
});

test("what can't be checked fails with its reason, and an expression without end is stopped", async () => {
  await given(database, workspace, [
    { type: "PromptVersion", key: "p@3", state: "IN_REVIEW", variables: { question: "string" }, template: "Answer.\n\n{{question}}" },
    scenario("unread", { prompt: [{ contians: "x" }] }), scenario("lacking", holds({ contains: "x" }), { other: "x" }), scenario("cites", holds({ cites: "guide" })),
    scenario("endless", holds({ matches: "(a+)+$" }), { question: `${"a".repeat(40)}!` }), scenario("long", holds({ maxTokens: 5 })), scenario("expression", holds({ matches: "(" })),
    { type: "DatasetVersion", key: "s@2", role: "BENCHMARK", tasks: ["t"], items: ["unread", "lacking", "cites", "endless", "long", "expression"].map((name) => ({ key: `s/${name}` })) },
    { type: "DatasetVersion", key: "s@1", state: "RETIRED" },
  ]);
  const { data } = await run("p@3");
  expect(Object.fromEntries((data as unknown as { promptScenarios: { item: { key: string }; failures: string[] }[] }).promptScenarios.map(({ item, failures }) => [item.key, failures.join()]))).toEqual({
    "s/cites": "The prompt doesn't cite \"guide\"; it cites nothing.",
    "s/endless": expect.stringContaining("can't be used: Script execution timed out"),
    "s/expression": expect.stringContaining("can't be used: Invalid regular expression"),
    "s/lacking": expect.stringContaining("The variable \"other\" isn't in the template"),
    "s/long": expect.stringMatching(/^The prompt has \d+ tokens; expected at most 5\.$/),
    "s/unread": expect.stringContaining("Its assertions can't be read at prompt.0"),
  });
});
