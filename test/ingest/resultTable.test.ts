import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readResultFile } from "../../src/ingest/harnessFile.js";
import { joined } from "../../src/ingest/gathered.js";
import { resultItems } from "../../src/ingest/harnessResults.js";
import { makeTable } from "../../src/ingest/makeResultTable.js";
import { tableItems, writeTable } from "../../src/ingest/resultTable.js";
import { accuracy, contentOf, resultJson } from "./files.js";

const stereotype = (likelier: number) =>
  ({ likelihood_difference: 3.5, likelihood_difference_stderr: 0.1, pct_stereotype: likelier / 10, pct_stereotype_stderr: Math.sqrt(((likelier / 10) * (1 - likelier / 10)) / 9) });
const file = (revision: string, right: number) =>
  readResultFile(contentOf(resultJson({ revision, results: { "hendrycksTest-anatomy": accuracy(right), crows_pairs_french: stereotype(right) } })));
const files = [file("step1", 9), file("step0", 4), file("step512", 0)];
const described = [{ type: "Task", key: "mmlu_anatomy", kind: "multiple-choice", parent: "mmlu_stem" }];
const table = writeTable(makeTable(files, described), ["From a test."]);

test("a row is a file and a cell counts the items that were right", () => {
  expect(table.split("\n").map((line) => line.replace(/[0-9a-f]{64}/, "digest"))).toEqual([
    "# From a test.",
    "pretrained,revision,file,crows_pairs_french,hendrycksTest-anatomy",
    "metrics,,,likelihood_difference pct_stereotype,acc acc_norm",
    "items,,,10,20",
    "kind,,,,multiple-choice",
    "parent,,,,mmlu_stem",
    "EleutherAI/pythia-v1.1-1b-bf16,step0,digest,4,4",
    "EleutherAI/pythia-v1.1-1b-bf16,step1,digest,9,9",
    "EleutherAI/pythia-v1.1-1b-bf16,step512,digest,0,0",
    "",
  ]);
});

const keyed = (items: ReturnType<typeof tableItems>, type: string) => items.filter((item) => item.type === type).map(({ key }) => key).sort();
test("the table says the same of models, task versions and runs as the files do", () => {
  const raw = joined(files.flatMap((each) => resultItems(each).items));
  const compact = tableItems(table);
  for (const type of ["Task", "TaskVersion", "Model", "ModelVersion", "Run", "Evaluation"]) expect(keyed(compact, type)).toEqual(keyed(raw, type));
  const versions = (items: typeof raw) => items.filter(({ type }) => type === "TaskVersion").sort((a, b) => String(a.key).localeCompare(String(b.key)));
  expect(versions(compact)).toEqual(versions(raw));
});

test("values come out exactly, standard errors to the last digits", () => {
  const score = (items: ReturnType<typeof tableItems>) => items.flatMap(({ scores = [] }) => (scores as readonly { metric: string; value: number; stdErr: number }[]).filter(({ metric }) => metric === "acc"));
  const values = (items: ReturnType<typeof tableItems>) => score(items).map(({ value }) => value).sort();
  const raw = files.flatMap((each) => resultItems(each).items);
  expect(values(tableItems(table))).toEqual(values(raw));
  expect(Math.max(...score(tableItems(table)).map(({ stdErr }) => stdErr))).toBeCloseTo(Math.max(...score(raw).map(({ stdErr }) => stdErr)), 12);
});

test("checkpoints are derived from one another", () => {
  expect(tableItems(table).filter(({ type }) => type === "ModelVersion").map(({ key, derivedFrom }) => [key, derivedFrom])).toEqual([
    ["pythia-1b@step0", undefined],
    ["pythia-1b@step1", [{ key: "pythia-1b@step0", relation: "CHECKPOINT" }]],
    ["pythia-1b@step512", [{ key: "pythia-1b@step1", relation: "CHECKPOINT" }]],
  ]);
});

test("a figure that is no share of the items is refused", () => {
  const odd = readResultFile(contentOf(resultJson({ results: { "hendrycksTest-anatomy": { ...accuracy(9), acc: 0.123 }, crows_pairs_french: stereotype(3) } })));
  expect(() => makeTable([...files, odd], described)).toThrow(/^hendrycksTest-anatomy is 0\.123 with standard error .*, which is no share of 20 items; a table holds nothing else\.$/);
});

test("a table of another shape is refused", () => {
  expect(() => tableItems("a,b\n1,2\n")).toThrow("The table begins with a,b; 1; expected pretrained,revision,file; metrics; items; kind; parent");
});

test("the seed holds 16 models with 27 checkpoints each, evaluated on 87 tasks", () => {
  const items = tableItems(readFileSync("seeds/pythia/results.csv", "utf8"));
  const count = (type: string) => items.filter((item) => item.type === type).length;
  expect([count("Model"), count("ModelVersion"), count("Run"), count("TaskVersion"), count("Evaluation")]).toEqual([16, 432, 432, 87, 432 * 87]);
  expect(items.filter(({ derivedFrom }) => derivedFrom).length).toBe(16 * 26);
});
