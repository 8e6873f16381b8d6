import { graphql } from "graphql";
import { beforeAll, expect, test } from "vitest";
import { judgeAnswers, keepMeasures, measureAnswers, recordedAnswers, type AnswerCase } from "../../src/answers/offers.js";
import type { Judge } from "../../src/answers/judge.js";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { chatEndpoint } from "../../src/models/offers.js";
import { ask, contextFor, given, owner, schema, viewerOver } from "../support/ask.js";
import { chatServer, saying } from "../support/chat.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;
let chunk: Readonly<Record<string, string>>;
let build: string;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" }, { type: "Task", key: "answer", title: "Answer", domains: ["it"], homeDomain: "it" },
    { type: "System", key: "app", title: "App", kind: "APP", homeDomain: "it" }, { type: "SystemVersion", key: "app@1", state: "APPROVED" }, { type: "System", key: "search", title: "Search", kind: "TOOL", homeDomain: "it" }, { type: "SystemVersion", key: "search@1", state: "APPROVED" },
    { type: "Dataset", key: "questions", title: "Questions", homeDomain: "it" }, { type: "Item", key: "questions/1", dataset: "questions", input: "Where do I reset it?", reference: "At the portal." },
    { type: "Policy", key: "cite", title: "Cite" }, { type: "PolicyVersion", key: "cite@1", state: "APPROVED", effect: "OBLIGE", action: "PROMPT", text: "Cite what you say.", effectiveFrom: "2020-01-01T00:00:00Z", governs: [{ type: "Task", key: "answer" }] },
    { type: "Prompt", key: "answer", title: "Answer", task: "answer" }, { type: "PromptVersion", key: "answer@1", state: "APPROVED", template: "Answer.\n{{#rules}}\n- {{.}}\n{{/rules}}\n\n{{context}}\n\n{{question}}", language: "en" },
  ]);
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  expect((await ingestDocuments(context, [{ key: "reset", title: "Reset", text: "Reset a password at the portal, or write to ana@example.org.", homeDomain: "it" }, { key: "printer", title: "Printer", text: "Feed the paper into the printer again.", homeDomain: "it" }])).errors).toEqual([]);
  await given(database, workspace, [{ type: "Judgement", item: "questions/1", document: "reset", grade: 1 }]);
  const { data } = await ask(database, workspace, "{ chunks { nodes { key documentVersion { document { key } } } } }");
  chunk = Object.fromEntries((data as never as { readonly chunks: { readonly nodes: readonly { readonly key: string; readonly documentVersion: { readonly document: { readonly key: string } } }[] } }).chunks.nodes.map(({ key, documentVersion }) => [documentVersion.document.key, key]));
  await database.write("test/await", (transaction) => transaction.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}));
  build = (await builtFor(null)).key;
});

const builtFor = async (purpose: string | null, language: string | null = null): Promise<{ readonly key: string; readonly purpose: string | null; readonly language: string | null }> => {
  const input = { task: "answer", variables: { question: "Where do I reset a password?" }, purpose, language };
  const { data, errors } = await ask(database, workspace, "mutation ($input: BuildPromptInput!) { buildPrompt(input: $input) { build { key purpose language } } }", { variables: { input } });
  expect(errors).toEqual([]);
  return (data as never as { readonly buildPrompt: { readonly build: Awaited<ReturnType<typeof builtFor>> } }).buildPrompt.build;
};

const mutation = `mutation ($input: [RecordAnswerInput!]!, $key: String) { recordAnswers(input: $input, idempotencyKey: $key) { created updated unchanged errors { index key path code message }
  nodes { ... on Answer { key kind session at systemVersion { key } steps { position node { key } } citations { position node { key } } input } } } }`;
const record = async (input: readonly object[], { kept = false, key = null }: { readonly kept?: boolean; readonly key?: string | null } = {}) => {
  const context = { ...contextFor(database, workspace), ...(kept && { kept: ["EVALGRAPH_KEEP_ANSWER_TEXT"] as const }) };
  const { data, errors } = await graphql({ schema: schema(), source: mutation, variableValues: { input, key }, contextValue: context });
  return { errors: (errors ?? []).map(({ message }) => message), done: (data?.["recordAnswers"] ?? null) as { readonly created: number; readonly unchanged: number; readonly errors: readonly object[]; readonly nodes: readonly Readonly<Record<string, unknown>>[] } | null };
};
const turn = (key: string) => ({
  key, systemVersion: "app@1", at: "2026-05-01T10:00:00Z", session: "s1", promptBuild: build, cites: [chunk["reset"]!], item: "questions/1", latencyMs: 120, tokens: 9,
  steps: [{ key: `${key}-search`, systemVersion: "search@1", cites: [chunk["printer"]!, chunk["reset"]!, chunk["printer"]!], steps: [{ key: `${key}-rank` }] }, { key: `${key}-write`, at: "2026-05-01T10:00:01Z" }],
});

test("a turn is recorded with its steps in their order, which have what is said of the turn unless they say it themselves", async () => {
  const { errors, done } = await record([turn("a")]);
  expect(errors).toEqual([]);
  expect(done).toMatchObject({ created: 4, errors: [] });
  const steps = (...keys: readonly string[]) => keys.map((key, position) => ({ position, node: { key } }));
  expect(done!.nodes).toEqual([
    { key: "a", kind: "TURN", session: "s1", at: "2026-05-01T10:00:00.000Z", systemVersion: { key: "app@1" }, steps: steps("a-search", "a-write"), citations: steps(chunk["reset"]!), input: null },
    { key: "a-search", kind: "STEP", session: "s1", at: "2026-05-01T10:00:00.000Z", systemVersion: { key: "search@1" }, steps: steps("a-rank"), citations: steps(chunk["printer"]!, chunk["reset"]!), input: null },
    { key: "a-rank", kind: "STEP", session: "s1", at: "2026-05-01T10:00:00.000Z", systemVersion: { key: "search@1" }, steps: [], citations: [], input: null },
    { key: "a-write", kind: "STEP", session: "s1", at: "2026-05-01T10:00:01.000Z", systemVersion: { key: "app@1" }, steps: [], citations: [], input: null },
  ]);
  expect((await record([turn("a")])).done).toMatchObject({ created: 0, unchanged: 4 });
});

test("text is kept where the setting keeps it, and refused elsewhere, with the place of the turn", async () => {
  const withText = { ...turn("b"), input: { question: "Where?", asked: null }, output: "At the portal [1]." };
  const refused = await record([{ key: "c", systemVersion: "app@1", at: "2026-05-01T10:00:00Z", steps: [] }, withText]);
  expect(refused.done!.errors[0]).toMatchObject({ index: 1, key: "b", path: "input", code: "BAD_INPUT", message: expect.stringContaining("EVALGRAPH_KEEP_ANSWER_TEXT=1") as unknown });
  expect(refused.done).toMatchObject({ created: 1 });
  const { done } = await record([withText], { kept: true });
  expect(done!.errors).toEqual([]);
  expect(done!.nodes[0]).toMatchObject({ input: { question: "Where?", asked: null } });
});

test("recorded answers are measured by their prompts' passages, their citations and the items that were asked", async () => {
  const { data } = await ask(database, workspace, `{ systemVersion(key: "app@1") { id } }`);
  const system = (data as never as { readonly systemVersion: { readonly id: string } }).systemVersion.id;
  const { cases, withoutText } = await recordedAnswers({ graph: database.session(), workspace, viewer: owner }, system);
  expect([cases.map(({ key }) => key), withoutText]).toEqual([["b"], 2]);
  const value = Object.fromEntries(measureAnswers(cases).map((each) => [each.metric, each.value]));
  expect(value).toMatchObject({ "citation-precision": 1, "citation-recall": 1, "context-recall": 1, "exact-match": 0, "token-f1": 0.8 });
  expect(value["context-precision"]).toBeGreaterThan(0);
});

test("a trace leads from an answer to its prompt, rules, passages and systems, and back from a passage to the answers that it went into", async () => {
  const source = `query ($of: NodeKeyInput!) { trace(of: $of) { answer { key } steps { key } promptBuilds { key } policies { key } chunks { key } cited { key } systemVersions { key } } }`;
  interface Traced { readonly [name: string]: readonly { readonly key: string }[] }
  const traceOf = async (of: object) => {
    const { data, errors, statements } = await ask(database, workspace, source, { variables: { of } });
    const told = (data as { readonly trace?: readonly Traced[] } | null)?.trace ?? [];
    return { errors, statements, told: told.map((each) => Object.fromEntries(Object.entries(each).map(([name, nodes]) => [name, [nodes].flat().map(({ key }) => key).sort()]))) };
  };
  const { told, errors, statements } = await traceOf({ type: "Answer", key: "a" });
  expect(errors).toEqual([]);
  expect(told).toEqual([{
    answer: ["a"], steps: ["a-rank", "a-search", "a-write"], promptBuilds: [build], policies: ["cite@1"], chunks: expect.arrayContaining([chunk["reset"]]) as unknown, cited: [chunk["printer"], chunk["reset"]].sort(), systemVersions: ["app@1", "search@1"],
  }]);
  expect(statements.filter(({ name }) => name === "answers/trace")).toHaveLength(1);
  expect((await traceOf({ type: "Chunk", key: chunk["printer"] })).told.map(({ answer }) => answer)).toEqual([["a"], ["b"]]);
  expect((await traceOf({ type: "Task", key: "answer" })).errors).toEqual(['The type is "Task"; expected Answer or Chunk.']);
  expect((await traceOf({ type: "Answer", key: "none" })).errors).toEqual([expect.stringContaining('There is no Answer with the key "none"')]);
});

test("measured answers are kept answer by answer, to be compared by, without what nothing should rest on", async () => {
  await given(database, workspace, [{ type: "TaskVersion", key: "answer@1", protocol: { fewShot: 0 }, state: "APPROVED" }, { type: "SystemVersion", key: "app@2", state: "APPROVED" }]);
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  const answers = (right: number): readonly AnswerCase[] => Array.from({ length: 30 }, (_, at) => ({
    key: `${right}-${at}`, item: `q${at}`, cluster: at < 4 ? "one page" : null, answer: at < right ? "At the portal." : "No.", contexts: [{ id: "1", text: "At the portal." }], citations: at === 0 ? null : [], references: ["at portal"],
    relevant: null, confidence: null, isRight: null, perturbs: null,
  }));
  const keep = (subject: string, right: number) => keepMeasures(context, { subject, taskVersion: "answer@1", data: null, at: "2026-05-01T00:00:00Z" }, answers(right), measureAnswers(answers(right)));
  const id = await keep("app@1", 28);
  await keep("app@2", 10);
  const { data } = await ask(database, workspace, `{ node(id: "${id}") { ... on Evaluation { scores { nodes { value n errors metric { key title } itemResults { nodes { itemKeys clusterKeys } } } } } } }`);
  const scores = (data as never as { readonly node: { readonly scores: { readonly nodes: readonly { readonly metric: { readonly key: string }; readonly itemResults: { readonly nodes: readonly object[] } }[] } } }).node.scores.nodes;
  expect(scores.map(({ metric }) => metric.key).sort()).toEqual(["citation-recall", "context-precision", "context-recall", "exact-match", "rouge-l", "token-f1"]);
  expect(scores.find(({ metric }) => metric.key === "exact-match")).toMatchObject({ value: 28 / 30, n: 30, errors: 0, metric: { title: "Exact match" }, itemResults: { nodes: [{ clusterKeys: ["one page", "one page", "one page", "one page", ...Array.from({ length: 26 }, (_, at) => `q${at + 4}`)] }] } });
  expect(scores.find(({ metric }) => metric.key === "citation-recall")).toMatchObject({ n: 29, errors: 1 });
  const compared = await ask(database, workspace, `{ compare(baseline: { type: "SystemVersion", key: "app@1" }, candidate: { type: "SystemVersion", key: "app@2" }, tasks: ["answer"], metric: "exact-match") { verdict n clusters regressed } }`);
  expect(compared.data).toEqual({ compare: [{ verdict: "WORSE", n: 30, clusters: 27, regressed: 18 }] });
  await expect(keepMeasures(context, { subject: "app@1", taskVersion: "answer@1", data: null, at: "2026-05-02T00:00:00Z" }, [], measureAnswers([]))).rejects.toThrow("No answer has a value to keep");
});

test("what can't be recorded says why, and nobody records without a role", async () => {
  expect((await record([{ key: "d", at: "2026-05-01T10:00:00Z", steps: [] }])).done!.errors).toEqual([expect.objectContaining({ index: 0, key: "d", path: "systemVersion" })]);
  const deep = (depth: number): object => ({ key: `deep-${depth}`, ...(depth < 9 && { steps: [deep(depth + 1)] }) });
  expect((await record([{ ...deep(0), systemVersion: "app@1", at: "2026-05-01T10:00:00Z" }])).errors).toEqual(['The step "deep-9" is 9 steps deep; expected at most 8.']);
  const { errors } = await ask(database, workspace, mutation, { variables: { input: [turn("e")] }, viewer: viewerOver(workspace, ["it"]) });
  expect(errors).toEqual([expect.stringContaining("`recordAnswers` needs the role")]);
});

test("a turn is written with all its steps or not at all, whichever of them is wrong", async () => {
  const wrong = { ...turn("w"), steps: [{ key: "w-fine", steps: [{ key: "w-deeper", cites: ["no/chunk@1#0-1"] }] }, { key: "w-fine-too" }] };
  const { done } = await record([{ ...turn("v"), steps: [] }, wrong, { ...turn("x"), steps: [{ key: "x-step" }] }]);
  expect(done!.errors).toEqual([expect.objectContaining({ index: 1, key: "w-deeper", path: "citations.0" })]);
  expect(done).toMatchObject({ created: 3 });
  expect(done!.nodes.map((node) => node["key"])).toEqual(["v", "x", "x-step"]);
  const { data } = await ask(database, workspace, "{ answers(first: 100) { nodes { key } } }");
  expect((data as never as { readonly answers: { readonly nodes: readonly { readonly key: string }[] } }).answers.nodes.map(({ key }) => key).filter((key) => /^[vwx]\b/.test(key)).sort()).toEqual(["v", "x", "x-step"]);
  expect((await record([turn("w")])).done).toMatchObject({ created: 4, errors: [] });
});

test("a judge is given passages as policies want them worded, and none that they no longer let into a prompt for its purpose", async () => {
  const { data } = await ask(database, workspace, `{ systemVersion(key: "app@1") { id } }`);
  const system = (data as never as { readonly systemVersion: { readonly id: string } }).systemVersion.id;
  const { url, requests } = await chatServer(saying(() => "CORRECT"));
  const judge: Judge = { key: "judge@1", model: "small", template: { text: "Grade.\n\n{{context}}\n{{answer}}", partials: {}, types: {} }, scale: { metric: "correct", yes: "CORRECT", no: "WRONG" }, seed: 0, maxTokens: 50 };
  const judged = async () => {
    const context = { graph: database.session(), workspace, viewer: owner };
    const { cases } = await recordedAnswers(context, system);
    const before = requests.length;
    const verdicts = await judgeAnswers(context, judge, chatEndpoint({ url, key: null, name: "small", limit: 10_000 }), cases);
    const sent = requests.slice(before).map(({ body }) => JSON.stringify(body.messages)).filter((text) => text.includes("Reset a password"));
    return { ...Object.fromEntries(cases.map(({ key }, at) => [key, verdicts[at]!.value ?? (verdicts[at] as { readonly reason: string }).reason])), addresses: sent.map((text) => text.includes("ana@example.org")).sort() };
  };
  const policy = (key: string, rest: object) => given(database, workspace, [{ type: "Policy", key, title: key }, { type: "PolicyVersion", key: `${key}@1`, state: "APPROVED", text: "A rule.", effectiveFrom: "2020-01-01T00:00:00Z", ...rest }]);
  const redact = { effect: "OBLIGE", action: "RETRIEVE", constraint: { on: "personalData", operator: "EQUAL", bound: "REDACT" }, governs: [{ type: "Task", key: "answer" }] };
  const support = await builtFor("support");
  expect(support).toMatchObject({ purpose: "support", language: null });
  expect(await builtFor("", "en")).toMatchObject({ purpose: null, language: "en" });
  expect(new Set([build, support.key, (await builtFor(null, "en")).key]).size).toBe(3);
  expect((await builtFor("support")).key).toBe(support.key);
  expect((await record([{ ...turn("b-support"), promptBuild: support.key, output: "At the portal [1].", steps: [] }], { kept: true })).done!.errors).toEqual([]);
  expect(await judged()).toEqual({ b: 1, "b-support": 1, addresses: [true, true] });
  await policy("no-names-in-support", { ...redact, purpose: "support" });
  expect(await judged()).toEqual({ b: 1, "b-support": 1, addresses: [false, true] });
  await policy("no-names", redact);
  expect(await judged()).toEqual({ b: 1, "b-support": 1, addresses: [false, false] });
  await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, [{ key: "reset", title: "Reset", text: "Passwords are reset by nobody any more.", homeDomain: "it" }]);
  expect(await judged()).toEqual({ b: 1, "b-support": 1, addresses: [false, false] });
  const withheld = "Passages of reset may go into no prompt for its task any more, so that no judge is given them.";
  await policy("no-resets-in-support", { effect: "PROHIBIT", action: "PROMPT", purpose: "support", governs: [{ type: "Document", key: "reset" }] });
  expect(await judged()).toEqual({ b: 1, "b-support": withheld, addresses: [false] });
  const [, start, end] = /#(\d+)-(\d+)$/.exec(chunk["reset"]!)!.map(Number);
  await given(database, workspace, [{ type: "Chunk", documentVersion: chunk["reset"]!.split("#")[0]!, start, end, sensitivity: "RESTRICTED" }]);
  expect(await judged()).toEqual({ b: withheld, "b-support": withheld, addresses: [] });
});
