import { expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { importResults } from "../../src/ingest/importResults.js";
import { readResultFile } from "../../src/ingest/harnessFile.js";
import { makeTable } from "../../src/ingest/makeResultTable.js";
import { tableItems, writeTable } from "../../src/ingest/resultTable.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { accuracy, contentOf, resultJson, source } from "./files.js";

const database = await testDatabase();
const into = (workspace: string) => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" });

const results = { arc_easy: accuracy(7), "hendrycksTest-anatomy": accuracy(9) };
const checkpoint = (step: number) => source(`1b_step${step}.json`, resultJson({ revision: `step${step}`, results }));

/** Rows of one column. */
const column = async (graph: Database, workspace: string, text: string): Promise<readonly unknown[]> =>
  (await graph.read({ name: "test", text, parameters: { workspace } })).map((row) => row.get(0) as unknown);
const ancestry = (workspace: string) => column(database, workspace, `
  MATCH way = (v:ModelVersion {workspace: $workspace})-[:DERIVED_FROM*0..]->(first) WHERE NOT (first)-[:DERIVED_FROM]->() AND NOT ()-[:DERIVED_FROM]->(v)
  RETURN [node IN nodes(way) | node.version]`);
const counts = (workspace: string) => column(database, workspace, "MATCH (n {workspace: $workspace}) WHERE NOT n:AuditEntry AND NOT n:ChangeEvent WITH labels(n)[0] AS label, count(*) AS n RETURN label + ' ' + n ORDER BY label");

test("a file becomes a run with evaluations of a model version, and the same again changes nothing", async () => {
  const workspace = freshWorkspace();
  const files = [checkpoint(1000)];
  expect(await importResults(into(workspace), files)).toMatchObject({ files: 1, imported: 1, skipped: 0, problems: [] });
  const before = await counts(workspace);
  expect(before).toEqual(expect.arrayContaining(["Evaluation 2", "ExternalRef 1", "Metric 2", "Model 1", "ModelVersion 1", "Run 1", "Score 4", "Task 2", "TaskVersion 2"]));
  expect(await importResults(into(workspace), files)).toEqual({ files: 1, imported: 0, skipped: 1, problems: [], created: 0, updated: 0, unchanged: 0 });
  expect(await counts(workspace)).toEqual(before);
});

test("checkpoints form one chain although they come in any order and in several imports", async () => {
  const workspace = freshWorkspace();
  for (const steps of [[1000, 0], [3000], [512, 1]]) await importResults(into(workspace), steps.map(checkpoint));
  expect(await ancestry(workspace)).toEqual([["step3000", "step1000", "step512", "step1", "step0"]]);
});

test("bad files are reported with their reasons, and the good ones are in", async () => {
  const workspace = freshWorkspace();
  const unreadable = { name: "gone.json", read: () => Promise.reject(new Error("ENOENT")) };
  const files = [source("a.json", "not JSON"), checkpoint(1), source("b.json", { ...resultJson(), results: {} }), unreadable, source("twice.json", resultJson({ revision: "step1", results }))];
  const report = await importResults(into(workspace), files);
  expect(report).toMatchObject({ files: 5, imported: 1, skipped: 1 });
  expect(report.problems).toEqual([
    { file: "gone.json", reason: "The file can't be read: ENOENT." },
    { file: "a.json", reason: expect.stringMatching(/^The file isn't JSON: /) },
    { file: "b.json", reason: "The file has no results: `results` is empty." },
  ]);
  expect(await ancestry(workspace)).toEqual([["step1"]]);
});

test("a file whose items were refused is taken up again by the next import", async () => {
  const workspace = freshWorkspace();
  await given(database, workspace, [{ type: "Task", key: "arc_easy", title: "ARC easy" }, { type: "TaskVersion", key: "arc_easy@0-0shot", protocol: { mine: true } }]);
  const first = await importResults(into(workspace), [checkpoint(0)]);
  expect(first).toMatchObject({ imported: 0, problems: [{ file: "1b_step0.json", reason: expect.stringContaining("arc_easy@0-0shot") }] });
  expect(await importResults(into(workspace), [checkpoint(0)])).toMatchObject({ imported: 0, skipped: 0 });
});

test("files complete what a compact table has of them, and double nothing", async () => {
  const workspace = freshWorkspace();
  const raw = [0, 1].map((step) => resultJson({ revision: `step${step}`, results }));
  const table = writeTable(makeTable(raw.map((each) => readResultFile(contentOf(each))), []), []);
  await given(database, workspace, tableItems(table));
  const counted = await counts(workspace);
  expect(counted).toEqual(expect.arrayContaining(["Evaluation 4", "Score 4", "Run 2"]));
  expect(await importResults(into(workspace), raw.map((each, at) => source(`${at}.json`, each)))).toMatchObject({ imported: 2, problems: [] });
  expect(await counts(workspace)).toEqual(counted.map((each) => (each === "Score 4" ? "Score 8" : each)));
  expect(await ancestry(workspace)).toEqual([["step1", "step0"]]);
});

test("progress tells of files", async () => {
  const seen: (readonly [number, number])[] = [];
  await importResults(into(freshWorkspace()), [checkpoint(0), checkpoint(1)], { progress: (done, total) => seen.push([done, total]) });
  expect(seen.at(-1)).toEqual([2, 2]);
});
