import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;

const version = (key: string, more: object = {}) => ({ type: "DatasetVersion", key, role: "LABELLED", ...more });
const shown = (name: string, input: string, takenFrom?: object) => ({ type: "Demonstration", key: `t/${name}`, state: "APPROVED", task: "t", input: { question: input }, output: name, ...(takenFrom && { takenFrom }) });
const from = (key: string, split?: string) => ({ type: "DatasetVersion", key, ...(split && { split }) });

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "t", title: "T" }, { type: "Metric", key: "acc", title: "Accuracy", better: "HIGHER" },
    ...["own", "made", "source", "rewritten", "shared", "apart", "used"].map((key) => ({ type: "Dataset", key, title: key })),
    version("own@1"), version("own@2", { derivedFrom: [{ key: "own@1" }] }),
    version("source@1"), version("made@1", { derivedFrom: [{ key: "source@1" }] }), version("rewritten@1", { derivedFrom: [{ key: "made@1" }] }),
    version("shared@1", { overlaps: [{ key: "own@2", share: 0.1, splits: { own: "train", other: "test" } }] }), version("apart@1"), version("used@1"),
    { type: "TaskVersion", key: "t@1", metrics: [{ key: "acc", primary: true }], testedWith: [{ key: "own@2", split: "test" }, { key: "made@1" }] },
    { type: "Item", key: "own/1", dataset: "own", input: { question: "The lift to the third floor stops between two floors since this morning." } },
    version("own@3", { items: [{ key: "own/1", split: "test" }] }),
    { type: "TaskVersion", key: "t@2", metrics: [{ key: "acc", primary: true }], testedWith: [{ key: "own@3", split: "test" }] },
    { type: "Model", key: "m", title: "M" }, { type: "ModelVersion", key: "m@1" },
    { type: "System", key: "s", title: "S", kind: "APP" }, { type: "SystemVersion", key: "s@1" },
    { type: "Answer", key: "trace-1", kind: "TURN", at: "2026-01-01T00:00:00Z", systemVersion: "s@1", item: "own/1" },
    { type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@2", data: { key: "used@1", split: "dev" }, at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 1 }] },
    { type: "Prompt", key: "t", title: "T", task: "t" },
    { type: "PromptVersion", key: "t@1", state: "APPROVED", template: "Answer.\n\n{{question}}", variables: { question: "string" }, demonstrations: ["t/shown-leak"] },
    shown("shown-leak", "Alpha one two three", from("own@2", "test")),
    shown("same-part", "Beta one two three", from("own@2", "test")), shown("other-part", "Gamma one two three", from("own@2", "train")), shown("any-part", "Delta one two three", from("own@2")),
    shown("earlier-other-part", "Epsilon one two three", from("own@1", "train")), shown("earlier-same-part", "Zeta one two three", from("own@1", "test")),
    shown("made-from-it", "Eta one two three", from("rewritten@1", "train")), shown("it-is-made-from", "Theta one two three", from("source@1", "train")),
    shown("found-shared", "Iota one two three", from("shared@1", "train")), shown("found-apart", "Kappa one two three", from("shared@1", "validation")), shown("unrelated", "Lambda one two three", from("apart@1")),
    shown("evaluated-part", "Mu one two three", from("used@1", "dev")), shown("evaluated-other", "Nu one two three", from("used@1", "train")),
    shown("says-the-same", "since this morning the lift to the third floor stops between two floors"), shown("answers-an-item", "Xi one two three", { type: "Answer", key: "trace-1" }),
    shown("says-other", "The stairs to the cellar are dark."),
  ]);
});

test("examples that an evaluation of the task could hold are kept out, by lineage, findings and words, and told", async () => {
  const { data, errors } = await ask(database, workspace, `{ previewPrompt(input: { task: "t", maxTokens: 8000, variables: { question: "Q?" } }) { demonstrations { key } leaked { key } messages { content } } }`);
  expect(errors).toEqual([]);
  const { leaked, demonstrations, messages } = (data as unknown as { previewPrompt: { leaked: { key: string }[]; demonstrations: { key: string }[]; messages: { content: string }[] } }).previewPrompt;
  expect(leaked.map(({ key }) => key.slice(2)).sort()).toEqual([
    "answers-an-item", "any-part", "earlier-same-part", "evaluated-part", "found-shared", "it-is-made-from", "made-from-it", "same-part", "says-the-same", "shown-leak",
  ]);
  expect(demonstrations.map(({ key }) => key.slice(2)).sort()).toEqual(["earlier-other-part", "evaluated-other", "found-apart", "other-part", "says-other", "unrelated"]);
  expect(messages.map(({ content }) => content).join()).not.toMatch(/lift|Alpha/);
});

test("an item that comes later counts from then on", async () => {
  await given(database, workspace, [
    { type: "Item", key: "own/2", dataset: "own", input: "The stairs to the cellar are dark" },
    { type: "DatasetVersion", key: "own@3", items: [{ key: "own/1", split: "test" }, { key: "own/2", split: "test" }] },
  ]);
  const { data } = await ask(database, workspace, `{ previewPrompt(input: { task: "t", maxTokens: 8000, variables: { question: "Q?" } }) { leaked { key } } }`);
  expect(JSON.stringify(data)).toContain("t/says-other");
});
