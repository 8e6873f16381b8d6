import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { ask, given, owner } from "../support/ask.js";
import { chatServer, saying, stubModel, type Reply } from "../support/chat.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
afterEach(() => vi.unstubAllEnvs());
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

/** A task of its own with a version in review, and the scenarios that assert something of its answers. */
async function withAnswers(name: string, assertions: Readonly<Record<string, object>>): Promise<string> {
  await given(database, workspace, [
    { type: "Task", key: name, title: name }, { type: "Prompt", key: name, title: name, task: name },
    { type: "PromptVersion", key: `${name}@1`, state: "IN_REVIEW", variables: { question: "string", context: "string" }, template: "Cite passages.\n\n{{context}}\n\nQuestion: {{question}}" },
    ...Object.entries(assertions).map(([item, own]) => ({ ...scenario(`${name}-${item}`, own) })),
    { type: "DatasetVersion", key: `s@${name}`, role: "BENCHMARK", tasks: [name], items: Object.keys(assertions).map((item) => ({ key: `s/${name}-${item}` })) },
  ]);
  return `${name}@1`;
}
const outcomes = async (version: string) => {
  const { data, errors } = await ask(database, workspace, "query ($version: String!) { promptScenarios(version: $version) { item { key } passed failures notRun } }", { variables: { version } });
  return errors.length > 0 ? errors : Object.fromEntries((data as never as { readonly promptScenarios: readonly { readonly item: { readonly key: string }; readonly passed: boolean }[] }).promptScenarios.map(({ item: { key }, ...rest }) => [key.replace(/.*-/, ""), rest]));
};
const review = (key: string, more = "", comment = "") => ask(database, workspace, `mutation ($key: String!) { reviewVersion(input: { key: $key, outcome: APPROVE${more}${comment && `, comment: "${comment}"`} }) { comment subject { ... on Version { state } } } }`, { variables: { key }, viewer: ben });

test("what a scenario asserts of the answer is held against what the model answers to the prompt", async () => {
  const version = await withAnswers("answered", {
    good: { prompt: [{ contains: "Cite passages." }], answer: [{ contains: "account page" }, { matches: "^Open" }, { maxTokens: 20 }, { cites: "guide" }] },
    bad: { answer: [{ excludes: "account page" }, { maxTokens: 2 }, { cites: "other" }, { matches: "^Close" }] },
  });
  const { url, requests } = await chatServer(saying(() => "Open the account page [1]. [7]"));
  stubModel(url);
  expect(await outcomes(version)).toEqual({
    good: { passed: true, failures: [], notRun: [] },
    bad: { passed: false, notRun: [], failures: [
      "The answer contains \"account page\".", expect.stringMatching(/^The answer has \d+ tokens; expected at most 2\.$/), "The answer doesn't cite \"other\"; it cites guide.", "The answer doesn't match \"^Close\".",
    ] },
  });
  expect(requests).toHaveLength(2);
  expect(requests[0]!.body).toMatchObject({ model: "small", temperature: 0, messages: [{ role: "system", content: expect.stringContaining("Cite passages.") as unknown }, { role: "user", content: expect.stringMatching(/Forgotten password[^]*Question: How do I reset/) as unknown }] });
  expect((await review(version)).errors).toEqual([expect.stringContaining("isn't approved, as 1 of the 2 scenarios of its task fail. s/answered-bad: The answer contains \"account page\".")]);
});

test("without a model they are told as not run, and approving needs to allow that, which the review then says", async () => {
  const version = await withAnswers("unasked", { both: { prompt: [{ contains: "Cite" }], answer: [{ contains: "a" }, { contains: "b" }] }, failing: { prompt: [{ contains: "Cite" }] } });
  expect(await outcomes(version)).toEqual({
    both: { passed: false, failures: [], notRun: ["2 on the answer: there is no model to ask. Set EVALGRAPH_MODEL_URL and EVALGRAPH_MODEL_NAME."] }, failing: { passed: true, failures: [], notRun: [] },
  });
  const { errors } = await review(version);
  expect(errors).toEqual([expect.stringMatching(/PromptVersion:unasked@1 isn't approved, as what 1 of the 2 scenarios of its task assert of answers was not run, as there is no model to ask\. Set EVALGRAPH_MODEL_URL and .*allowNotRun: true/)]);
  expect((await review(version, ", allowNotRun: true", "Reads well.")).data).toEqual({ reviewVersion: {
    subject: { state: "APPROVED" }, comment: "Reads well.\nApproved though what 1 of the 2 scenarios of its task assert of answers was not run, as there is no model to ask: s/unasked-both",
  } });
});

test("to allow what wasn't run allows no failure, and says nothing where all was run", async () => {
  const version = await withAnswers("allowed", { one: { answer: [{ contains: "page" }] } });
  const { url } = await chatServer(saying(() => "Nothing."));
  stubModel(url);
  expect((await review(version, ", allowNotRun: true")).errors).toEqual([expect.stringContaining("1 of the 1 scenarios of its task fail")]);
  stubModel((await chatServer(saying(() => "Open the page."))).url);
  expect((await review(version, ", allowNotRun: true", "Good.")).data).toEqual({ reviewVersion: { subject: { state: "APPROVED" }, comment: "Good." } });
});

test("a chat that the model refuses fails its scenario; a model that doesn't answer is no failure, and approves nothing", async () => {
  const version = await withAnswers("refusing", { one: { answer: [{ contains: "page" }] } });
  const refusing = (status: number): Reply => (_, response) => void response.writeHead(status).end("no");
  stubModel((await chatServer(refusing(400))).url);
  expect(await outcomes(version)).toEqual({ one: { passed: false, failures: [expect.stringContaining("answers 400 (no)")], notRun: [] } });
  stubModel((await chatServer(refusing(401))).url);
  expect(await outcomes(version)).toEqual([expect.stringContaining("answers 401 (no); look at EVALGRAPH_MODEL_KEY.")]);
  expect((await review(version, ", allowNotRun: true")).errors).toEqual([expect.stringContaining("look at EVALGRAPH_MODEL_KEY")]);
});
