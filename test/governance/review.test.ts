import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { ask, given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;
const steward = (name: string, role = "steward"): Viewer => ({ principal: name, scopes: null, clearance: 3, roles: [{ role, scopes: null }] });
const [ana, ben, cleo] = ["person/ana", "person/ben", "person/cleo"].map((name) => steward(name)) as [Viewer, Viewer, Viewer];

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "low", title: "Low", riskTier: "LOW" }, { type: "Task", key: "high", title: "High", riskTier: "HIGH" }, { type: "Task", key: "below", title: "Below", parent: "high" },
    ...["low", "high", "below"].map((task) => ({ type: "Prompt", key: task, title: task, task })),
    { type: "Principal", key: "service/bot", title: "Bot", kind: "AGENT" },
  ]);
});

const done = async (source: string, variables: Record<string, unknown>, viewer: Viewer) => {
  const { data, errors } = await ask(database, workspace, source, { variables, viewer });
  const listed = Object.values(data ?? {}).flatMap((each) => (each as { readonly errors?: readonly { readonly code: string; readonly message: string }[] } | null)?.errors ?? []);
  return [...errors, ...listed.map(({ code, message }) => `${code} ${message}`)].join();
};
const write = (input: Record<string, unknown>, viewer = ana) =>
  done("mutation ($input: UpsertPromptVersionInput!) { upsertPromptVersions(input: [$input]) { errors { code message } } }", { input: { template: `Be brief (${String(input["key"])}).\n\n{{question}}`, variables: { question: "string" }, ...input } }, viewer);
const submit = (key: string, viewer = ana, type = "PromptVersion") =>
  done("mutation ($type: String!, $key: String!) { submitForReview(type: $type, keys: [$key]) { errors { code message } } }", { type, key }, viewer);
const review = (key: string, outcome: string, viewer: Viewer, more: Record<string, unknown> = {}) =>
  done("mutation ($input: ReviewVersionInput!) { reviewVersion(input: $input) { key } }", { input: { key, outcome, ...more } }, viewer);
const state = async (key: string, label = "PromptVersion") =>
  (await database.read({ name: "test", text: `MATCH (n:${label} {workspace: $workspace, key: $key}) RETURN n.state AS state`, parameters: { workspace, key } }))[0]?.get("state") as string;

test("a version is a draft, is sent in, and is approved by someone who didn't write it", async () => {
  expect(await write({ key: "low@1" })).toBe("");
  expect(await state("low@1")).toBe("DRAFT");
  expect(await review("low@1", "APPROVE", ben)).toContain("PromptVersion:low@1 is a DRAFT; what is IN_REVIEW is reviewed. Send it in with submitForReview first.");
  expect(await submit("low@1")).toBe("");
  expect(await state("low@1")).toBe("IN_REVIEW");
  expect(await review("low@1", "APPROVE", ana)).toContain("PromptVersion:low@1 was written by person/ana, and who wrote something can't approve it");
  expect(await state("low@1")).toBe("IN_REVIEW");
  const { data, errors } = await ask(database, workspace, `mutation { reviewVersion(input: { key: "low@1", outcome: APPROVE, comment: "Good." }) { outcome reviewer comment subject { ... on Version { key state } } } }`, { viewer: ben });
  expect(errors).toEqual([]);
  expect(data).toEqual({ reviewVersion: { outcome: "APPROVE", reviewer: "person/ben", comment: "Good.", subject: { key: "low@1", state: "APPROVED" } } });
});

test("an approved version stays as it is until it is rejected, and what is rejected stays so", async () => {
  await write({ key: "low@fixed" });
  await submit("low@fixed");
  expect(await review("low@fixed", "APPROVE", ben)).toBe("");
  expect(await write({ key: "low@fixed", template: "Other. {{question}}" }, ben)).toMatch(/^CONFLICT .*a version's content never changes/);
  expect(await review("low@fixed", "REQUEST_CHANGES", cleo)).toContain("is APPROVED and stays as it is. Write another version, or REJECT it to take it out of use.");
  expect(await submit("low@fixed")).toBe("CONFLICT PromptVersion:low@fixed is APPROVED; only a DRAFT is sent in. Write another version.");
  expect(await review("low@fixed", "REJECT", cleo)).toBe("");
  expect(await state("low@fixed")).toBe("RETIRED");
  expect(await review("low@fixed", "APPROVE", cleo)).toContain("is RETIRED, which is final. Write another version.");
});

test("at high risk two others approve, and what was approved before changes were asked for doesn't count", async () => {
  for (const key of ["high@1", "below@1"]) {
    await write({ key });
    await submit(key);
    expect(await review(key, "APPROVE", ben)).toBe("");
    expect(await review(key, "APPROVE", ben)).toBe("");
    expect(await state(key)).toBe("IN_REVIEW");
    expect(await review(key, "REQUEST_CHANGES", cleo)).toBe("");
    expect(await state(key)).toBe("DRAFT");
    await submit(key);
    expect(await review(key, "APPROVE", cleo)).toBe("");
    expect(await state(key)).toBe("IN_REVIEW");
    expect(await review(key, "APPROVE", ben)).toBe("");
    expect(await state(key)).toBe("APPROVED");
  }
});

test("two who approve at the same time are two", async () => {
  await write({ key: "high@race" });
  await submit("high@race");
  expect(await Promise.all([review("high@race", "APPROVE", ben), review("high@race", "APPROVE", cleo)])).toEqual(["", ""]);
  expect(await state("high@race")).toBe("APPROVED");
});

test("agents approve nothing that goes into prompts, and reviews are stewards'", async () => {
  await write({ key: "low@agents" });
  await submit("low@agents");
  for (const name of ["agent/eve", "service/bot"]) expect(await review("low@agents", "APPROVE", steward(name))).toContain(`${name} is an agent`);
  expect(await review("low@agents", "APPROVE", steward("person/dan", "analyst"))).toContain("`reviewVersion` needs the role steward or operator");
  expect(await state("low@agents")).toBe("IN_REVIEW");
});

test("no upsert moves a state, neither by itself nor by a review", async () => {
  await write({ key: "low@plain" });
  await submit("low@plain");
  expect(await done(`mutation { upsertReviews(input: [{ key: "past", outcome: APPROVE, subject: { type: "PromptVersion", key: "low@plain" } }]) { errors { code message } } }`, {}, ben)).toMatch(/^FORBIDDEN PromptVersion:low@plain .*reviewVersion/);
  await given(database, workspace, [{ type: "TaskVersion", key: "low@1" }]);
  expect(await done(`mutation { upsertReviews(input: [{ key: "turned", outcome: APPROVE, subject: { type: "TaskVersion", key: "low@1" } }]) { errors { code message } } }`, {}, ben)).toBe("");
  expect(await done(`mutation { upsertReviews(input: [{ key: "turned", subject: { type: "PromptVersion", key: "low@plain" } }]) { errors { code message } } }`, {}, ben)).toContain("FORBIDDEN PromptVersion:low@plain");
  expect(await state("low@plain")).toBe("IN_REVIEW");
});

test("what a prompt is composed of is approved before it", async () => {
  await given(database, workspace, [{ type: "Prompt", key: "tone", title: "Tone", task: "low" }]);
  await write({ key: "tone@1", template: "Be polite.", variables: {} });
  expect(await done(`mutation { upsertDemonstrations(input: [{ key: "low/one", task: "low", input: "Q", output: "A" }]) { errors { code message } } }`, {}, ana)).toBe("");
  await write({ key: "low@whole", template: "{{> tone}}\n\n{{question}}", embeds: [{ key: "tone@1", position: 0 }], demonstrations: ["low/one"] });
  await submit("low@whole");
  expect(await review("low@whole", "APPROVE", ben)).toContain("PromptVersion:low@whole is composed of Demonstration:low/one, PromptVersion:tone@1, not approved yet");
  await submit("tone@1");
  await submit("low/one", ana, "Demonstration");
  await review("tone@1", "APPROVE", ben);
  expect(await review("low/one", "APPROVE", ana, { type: "Demonstration" })).toContain("who wrote something can't approve it");
  expect(await review("low/one", "APPROVE", ben, { type: "Demonstration" })).toBe("");
  expect(await review("low@whole", "APPROVE", ben)).toBe("");
  expect(await state("low@whole")).toBe("APPROVED");
});

test.each([
  ["what can't be read", { template: "{{#open}} {{question}}" }, "Close every {{#section}}"],
  ["what it doesn't embed", { template: "{{> other}} {{question}}" }, "which its version doesn't embed"],
  ["a variable that isn't declared", { variables: {} }, "The template has question, which `variables` doesn't declare."],
  ["a type that is none", { variables: { question: "text" } }, "is declared as \"text\"; expected one of array, boolean"],
])("a template with %s isn't sent in", async (name, more, sentence) => {
  const key = `low@unfit-${name.replaceAll(/\W/g, "-")}`;
  expect(await write({ key, ...more })).toBe("");
  expect(await submit(key)).toContain(sentence);
  expect(await state(key)).toBe("DRAFT");
});

test("an alias of a prompt leads to approved versions only", async () => {
  await write({ key: "below@aliased" });
  const alias = (key: string) => done(`mutation ($key: String!) { upsertPrompts(input: [{ key: "below", aliases: [{ key: $key, name: "production" }] }]) { errors { code message } } }`, { key }, ben);
  expect(await alias("below@aliased")).toBe("CONFLICT The alias production would lead to PromptVersion:below@aliased, which is DRAFT; an alias of a prompt leads to an APPROVED version. Have it reviewed first.");
  await submit("below@aliased");
  await review("below@aliased", "APPROVE", ben);
  await review("below@aliased", "APPROVE", cleo);
  expect(await alias("below@aliased")).toBe("");
  const previewed = async (more: string) => (await ask(database, workspace, `{ previewPrompt(input: { task: "below", variables: { question: "Q" } ${more} }) { promptVersion { key } } }`)).data;
  expect(await previewed(`alias: "production"`)).toEqual({ previewPrompt: { promptVersion: { key: "below@aliased" } } });
  await review("below@aliased", "REJECT", cleo);
  const { errors } = await ask(database, workspace, `{ previewPrompt(input: { task: "below", prompt: "below", alias: "production", variables: { question: "Q" } }) { tokens } }`);
  expect(errors.join()).toContain(`has no approved version of the prompt "below" under the alias "production"`);
});

test("every step is audited with its principal", async () => {
  await write({ key: "low@audited" });
  await submit("low@audited");
  await review("low@audited", "APPROVE", cleo);
  const rows = await database.read({ name: "test", text: `MATCH (e:AuditEntry {workspace: $workspace}) WHERE e.target = $target OR e.after CONTAINS $target RETURN e.action + ' ' + e.principal AS said ORDER BY e.at`, parameters: { workspace, target: "PromptVersion:low@audited" } });
  expect(rows.map((row) => row.get("said") as string)).toEqual(["upsertPromptVersions person/ana", "submitForReview person/ana", "reviewVersion person/cleo"]);
});

test("a review that is sent again under its key is given once", async () => {
  await write({ key: "high@once" });
  await submit("high@once");
  const send = () => done(`mutation { reviewVersion(idempotencyKey: "one-approval", input: { key: "high@once", outcome: APPROVE }) { key } }`, {}, ben);
  expect([await send(), await send()]).toEqual(["", ""]);
  const count = await database.read({ name: "test", text: "MATCH (:PromptVersion {workspace: $workspace, key: 'high@once'})<-[:REVIEWS]-(r:Review) RETURN count(r) AS n", parameters: { workspace } });
  expect(count[0]!.get("n")).toBe(1);
});

test("who wrote nothing named is refused its own approval too, and what isn't reviewed is said", async () => {
  await write({ key: "low@unnamed" }, owner);
  await submit("low@unnamed", owner);
  expect(await review("low@unnamed", "APPROVE", owner)).toContain("was written by local-owner");
  expect(await review("low@none", "APPROVE", ben)).toContain(`There is no PromptVersion with the key "low@none"`);
  expect(await review("low", "APPROVE", ben, { type: "Task" })).toContain(`"Task" isn't reviewed here`);
  expect(await submit("low", ana, "Task")).toContain(`"Task" isn't sent in for reviews`);
});
