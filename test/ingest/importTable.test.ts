import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { importTable } from "../../src/ingest/importTable.js";
import { readTable } from "../../src/ingest/tableRows.js";
import { ask, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { source } from "./files.js";

const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => void (database = await testDatabase()));

const models = [
  { name: "acme/small", organisation: "acme", releasedAt: "2024-03-01", parameters: 1000, embeddingDimensions: 64, maxTokens: 512.0, adaptedFrom: "base/one", openWeights: true },
  { name: "acme/hosted", organisation: "acme", releasedAt: null, parameters: null, embeddingDimensions: null, maxTokens: 0, adaptedFrom: "acme/small", openWeights: false },
];
const tasks = [
  { name: "PairsOfWords", type: "PairClassification", description: "Which words mean the same.", domains: ["Non-fiction", "Written", "_"], languages: ["eng", "nob"], subtypes: ["Synonyms"], mainScore: "max_ap" },
  { name: "Likeness", type: "STS", description: null, domains: [], languages: ["javascript", "deu-Latn"], subtypes: [], mainScore: "cosine_spearman" },
  { name: "Bare", type: null, description: null, domains: [], languages: [], subtypes: [], mainScore: null },
];
const csv = "model,task,score\nacme/small,PairsOfWords,0.5\nacme/small,Likeness,-0.25\nacme/hosted,Bare,.75\n";
const table = (results = csv, ofModels: readonly object[] | string = models, ofTasks: readonly object[] = tasks) =>
  readTable({ models: source("models.json", typeof ofModels === "string" ? ofModels : JSON.stringify(ofModels, null, 1)), tasks: source("tasks.json", JSON.stringify(ofTasks, null, 1)), results: source("results.csv", results) });
const context = (at = workspace) => ({ graph: database.session(), workspace: at, principal: owner.principal, viewer: owner });

test("a table becomes models, tasks under their types, and published scores of one metric family", async () => {
  const told: (readonly [number, number])[] = [];
  const report = await importTable(context(), await table(), { progress: (done, total) => told.push([done, total]) });
  expect(report).toMatchObject({ models: 2, tasks: 3, scores: 3, updated: 0, unchanged: 0 });
  expect(report.problems).toEqual([
    { file: "tasks.json, line 2", reason: '"_" is no domain and left out.' }, { file: "tasks.json, line 20", reason: '"javascript" is no language and left out.' },
  ]);
  expect(told.at(-1)).toEqual([3, 3]);
  const { data, errors } = await ask(database, workspace, `{
    modelVersion(key: "acme/small@1") { parameterCount contextTokens access releasedAt attributes head { ... on Model { key organization } } derivedFrom { relation node { key } } }
    hosted: modelVersion(key: "acme/hosted@1") { access contextTokens derivedFrom { node { key } } }
    task(key: "PairsOfWords") { kind summary languages attributes parent { key title kind } domains { key title } }
    taskVersion(key: "Likeness@cosine_spearman") { metrics { primary node { key family min max better } } evaluations { nodes { at origin state scores { nodes { value metric { key } } } } } }
    bare: task(key: "Bare") { kind parent { key } versions { nodes { key evaluations { nodes { at } } } } }
  }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    modelVersion: { parameterCount: 1000, contextTokens: 512, access: "WEIGHTS", releasedAt: "2024-03-01T00:00:00.000Z", attributes: { embeddingDimensions: 64 }, head: { key: "acme/small", organization: "acme" }, derivedFrom: [{ relation: "FINETUNE", node: { key: "base/one@1" } }] },
    hosted: { access: "API", contextTokens: null, derivedFrom: [{ node: { key: "acme/small@1" } }] },
    task: { kind: "pair-classification", summary: "Which words mean the same.", languages: ["en", "nb"], attributes: { subtypes: ["Synonyms"] }, parent: { key: "pair-classification", title: "Pair Classification", kind: "pair-classification" }, domains: [{ key: "non-fiction", title: "Non-fiction" }, { key: "written", title: "Written" }] },
    taskVersion: {
      metrics: [{ primary: true, node: { key: "cosine_spearman", family: "proportion", min: -1, max: 1, better: "HIGHER" } }],
      evaluations: { nodes: [{ at: "2024-03-01T00:00:00.000Z", origin: "PUBLISHED", state: "VALID", scores: { nodes: [{ value: -0.25, metric: { key: "cosine_spearman" } }] } }] },
    },
    bare: { kind: null, parent: null, versions: { nodes: [{ key: "Bare@main_score", evaluations: { nodes: [{ at: "1970-01-01T00:00:00.000Z" }] } }] } },
  });
});

test("the same again changes nothing, and another score of a pair takes the old one's place", async () => {
  const again = await importTable(context(), await table());
  expect(again).toMatchObject({ created: 0, updated: 0 });
  const changed = await importTable(context(), await table(csv.replace("0.5", "0.6")));
  expect(changed).toMatchObject({ created: 0, updated: 1 });
  const { data } = await ask(database, workspace, `{ task(key: "PairsOfWords") { leaderboard(metric: "max_ap") { value } } }`);
  expect(data).toEqual({ task: { leaderboard: [{ value: 0.6 }] } });
});

test("a bad row is told with its file and line, and the rest is taken", async () => {
  const results = `${csv}acme/small,Nothing,0.5\nacme/small,Likeness,high\nacme/small,PairsOfWords,0.7\n`;
  const read = await table(results, [...models, { name: "a#b" }, { name: "acme/odd", parameters: -1 }]);
  expect(read.problems).toEqual([
    { file: "models.json, line 22", reason: "name: expected a name without @ and #, which keys reserve." },
    { file: "models.json, line 25", reason: "parameters: expected a number, 0 or more. The rest of the row is taken." },
    { file: "results.csv, line 6", reason: "score: expected a number." },
    { file: "results.csv, line 5", reason: 'There is no task named "Nothing" in tasks.json.' },
    { file: "results.csv, line 7", reason: '["acme/small","PairsOfWords"] stands on results.csv, line 2 already; what it says here isn\'t taken.' },
  ]);
  const report = await importTable(context(freshWorkspace()), read);
  expect(report).toMatchObject({ models: 3, tasks: 3, scores: 3 });
});

test("a row whose metric can't be read is not taken under another, and NaN is nothing", async () => {
  const { tasks, problems } = await readTable({
    models: source("models.json", '[{ "name": "a", "parameters": NaN }]'), tasks: source("tasks.json", '[{ "name": "x", "mainScore": "ndcg@10" }, { "name": "y", "domains": [1, 2] }]'), results: source("results.csv", "model,task,score\n"),
  });
  expect(tasks.map(({ row: { name } }) => name)).toEqual(["y"]);
  expect(problems.map(({ reason }) => reason)).toEqual([expect.stringContaining("mainScore: "), expect.stringMatching(/^domains\.0: .* The rest of the row is taken\.$/)]);
});

test("what a model or task refers to and can't have costs only that", async () => {
  const at = freshWorkspace();
  const round = [{ name: "a", adaptedFrom: "b" }, { name: "b", adaptedFrom: "a" }, { name: "c", adaptedFrom: "/scratch/checkpoints/c" }];
  const report = await importTable(context(at), await table("model,task,score\na,Bare,.5\nb,Bare,.6\nc,Bare,.7\n", round));
  expect(report.scores).toBe(3);
  expect(report.problems.some(({ reason }) => /cycle|itself|circle/.test(reason))).toBe(true);
  const { data } = await ask(database, at, `{ modelVersion(key: "c@1") { derivedFrom { node { key head { ... on Model { organization } } } } } evaluations { totalCount } }`);
  expect(data).toEqual({ modelVersion: { derivedFrom: [{ node: { key: "/scratch/checkpoints/c@1", head: { organization: null } } }] }, evaluations: { totalCount: 3 } });
});

test("a table of 0 to 100 has metrics to 100", async () => {
  const at = freshWorkspace();
  await importTable(context(at), await table("model,task,score\nacme/small,PairsOfWords,50\n"), { at: "2025-05-05" });
  const { data } = await ask(database, at, `{ metric(key: "max_ap") { min max unit } evaluations { nodes { at } } }`);
  expect(data).toEqual({ metric: { min: 0, max: 100, unit: "points" }, evaluations: { nodes: [{ at: "2025-05-05T00:00:00.000Z" }] } });
});

test("files that are no table are refused with what is expected", async () => {
  await expect(table("a,b\n1,2\n")).rejects.toThrow("results.csv begins with a,b; expected the columns model,task,score.");
  await expect(table(csv, "{")).rejects.toThrow("models.json is no JSON");
  await expect(table(csv, "{}")).rejects.toThrow("models.json holds a JSON object; expected a list of objects.");
});
