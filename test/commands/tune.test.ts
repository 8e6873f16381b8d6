import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { run } from "../../src/commands/program.js";
import { ingestDocuments } from "../../src/documents/offers.js";
import { readConfig } from "../../src/config.js";
import { connect } from "../../src/graph/connect.js";
import type { Database } from "../../src/graph/database.js";
import type { Embedded } from "../../src/graph/embedded/embedded.js";
import { ask, given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace } from "../support/database.js";
import { withModel } from "../support/model.js";
import { withPrinted } from "../support/printed.js";
import { startMigrated } from "../support/template.js";

const printed = withPrinted();

withModel();
const workspace = freshWorkspace();
/** One of its own: how rare a word is, the full-text index tells of the documents of all workspaces, so that others' writes change what is chosen. */
let embedded: Embedded;
let database: Database;
/** What each document says, and a question that it answers. */
const known: Readonly<Record<string, readonly [text: string, question: string]>> = {
  printer: ["Hold the green button of the printer until its light goes off.", "The printer's light stays on"], vpn: ["The VPN client asks for a new certificate when the old one has run out.", "My VPN certificate expired"],
  leave: ["Days of leave that are not taken by March are lost.", "Can I carry holidays over?"], lunch: ["The canteen is open from noon to two.", "When can I eat?"],
  parking: ["Cars are parked behind the gym.", "Where do I leave my car?"], door: ["A lost badge is blocked at the reception.", "I lost my badge"],
  mail: ["Mailboxes hold fifty gigabytes.", "My mailbox is full"], phone: ["Calls abroad are paid by the team.", "Who pays for calls to Japan?"],
  desk: ["Desks are booked the evening before.", "How do I reserve a desk?"], laptop: ["Laptops are replaced every four years.", "When do I get a new laptop?"],
};

beforeAll(async () => {
  embedded = await startMigrated(readConfig({}).home, () => {});
  database = connect(embedded);
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" }, { type: "Task", key: "retrieve", title: "Retrieve" }, { type: "TaskVersion", key: "retrieve@1", protocol: {}, state: "APPROVED" },
    { type: "Dataset", key: "queries", title: "Queries" }, { type: "RetrievalConfig", key: "office", title: "Office" }, { type: "RetrievalConfigVersion", key: "office@1", settings: { alpha: 1, floor: 0.9 }, state: "APPROVED" },
  ]);
  const documents = Object.entries(known).map(([key, [text]]) => ({ key, title: key, text }));
  expect((await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, documents)).errors).toEqual([]);
  await given(database, workspace, [
    ...Object.entries(known).map(([key, [, question]]) => ({ type: "Item", key: `queries/${key}`, dataset: "queries", input: { question } })),
    { type: "DatasetVersion", key: "queries@1", role: "BENCHMARK", items: Object.keys(known).map((key) => ({ key: `queries/${key}` })) },
    ...Object.keys(known).map((key) => ({ type: "Judgement", item: `queries/${key}`, document: key, grade: 1 })),
  ]);
});
afterAll(async () => {
  await database?.close();
  await embedded?.stop();
});
beforeEach(() => {
  const { uri, user, password } = embedded;
  for (const [name, value] of Object.entries({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const mutation = `mutation ($input: TuneRetrievalInput!) { tuneRetrieval(input: $input) {
  configVersion { key state } queries unasked alpha tried { alpha folds } value before low high floor { floor kept turnedAway } floorBefore { floor kept }
} }`;
const input = { config: "office@1", taskVersion: "retrieve@1", data: "queries@1" };

test("a search by words alone learns from judgements that meanings find more, and that its floor was too high", async () => {
  const { data, errors } = await ask(database, workspace, mutation, { variables: { input } });
  expect(errors).toEqual([]);
  const { tuneRetrieval: tuned } = data as never as { readonly tuneRetrieval: { readonly alpha: number; readonly value: number; readonly before: number; readonly low: number; readonly tried: readonly { readonly folds: number }[]; readonly floor: { readonly floor: number } } };
  expect(tuned).toMatchObject({ configVersion: { key: "office@2", state: "DRAFT" }, queries: 10, unasked: [], floorBefore: { floor: 0.9, kept: 0 } });
  expect(tuned.alpha).toBeLessThan(1);
  expect(tuned.value).toBeGreaterThan(tuned.before);
  expect(tuned.low).toBeGreaterThanOrEqual(0);
  expect(tuned.tried).toHaveLength(11);
  expect(tuned.tried.reduce((sum, { folds }) => sum + folds, 0)).toBe(5);
  expect(tuned.floor.floor).toBeLessThan(0.9);
});

test("the command tells the same, and what it wrote", async () => {
  const command = ["tune", "retrieval", "--config", "office@1", "--data", "queries@1", "--task", "retrieve@1", "--workspace", workspace];
  expect(await run([...command, "--json"])).toBe(0);
  const result = JSON.parse(printed.out) as { readonly version: string; readonly alpha: number; readonly floor: { readonly floor: number } };
  expect(result).toMatchObject({ from: "office@1", version: "office@2", queries: 10 });
  printed.out = "";
  expect(await run(command)).toBe(0);
  expect(printed.out).toContain(`alpha is ${result.alpha}. On other queries than it was chosen on nDCG@10 is `);
  expect(printed.out).toContain(`The floor is ${result.floor.floor}: it lets through`);
  expect(printed.out).toContain("They are in office@2, a draft.");
});

test("what can't be tuned says why, and who may not write can't", async () => {
  const wrong = async (over: object) => (await ask(database, workspace, mutation, { variables: { input: { ...input, ...over } } })).errors;
  expect(await wrong({ data: "none@1" })).toEqual([expect.stringContaining("none@1")]);
  expect(await wrong({ corpora: ["typo"] })).toEqual([expect.stringContaining("typo")]);
  expect(await wrong({ alphas: [-1] })).toEqual([expect.stringContaining("A weight to choose from is -1")]);
  expect((await ask(database, workspace, mutation, { variables: { input }, viewer: viewerOver(workspace, ["it"]) })).errors).toEqual([expect.stringContaining("`tuneRetrieval` needs the role")]);
});
