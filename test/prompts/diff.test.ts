import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "t", title: "T" }, { type: "Prompt", key: "p", title: "P", task: "t" }, { type: "Prompt", key: "tone", title: "Tone", task: "t" },
    { type: "PromptVersion", key: "tone@1", template: "Be polite." },
    { type: "Demonstration", key: "t/a", task: "t", input: "a", output: "A" }, { type: "Demonstration", key: "t/b", task: "t", input: "b", output: "B" },
    { type: "PromptVersion", key: "p@1", language: "en", variables: { question: "string", old: "string" }, demonstrations: ["t/a"], template: "Be brief.\nBe clear.\n\nQ: {{question}}\nOld: {{old}}" },
    { type: "PromptVersion", key: "p@2", language: "en", variables: { question: "array" }, demonstrations: ["t/a", "t/b"], embeds: [{ key: "tone@1", position: 0 }], template: "Be brief.\n{{> tone}}\nBe exact.\n\nQ: {{question}}\nNew: {{fresh}}" },
  ]);
});
const diff = (from: string, to: string) => ask(database, workspace, `query ($from: String!, $to: String!) { promptDiff(from: $from, to: $to) { from { key } to { key } parts { part added removed text } variables { name before after } } }`, { variables: { from, to } });

test("each part that differs is told line by line, and variables with their types", async () => {
  const { data, errors } = await diff("p@1", "p@2");
  expect(errors).toEqual([]);
  expect(data).toEqual({ promptDiff: {
    from: { key: "p@1" }, to: { key: "p@2" },
    parts: [
      { part: "instruction", added: 2, removed: 1, text: " Be brief.\n-Be clear.\n+{{> tone}}\n+Be exact." },
      { part: "question", added: 1, removed: 1, text: " Q: {{question}}\n-Old: {{old}}\n+New: {{fresh}}" },
      { part: "embedded", added: 1, removed: 0, text: "+tone@1" },
      { part: "demonstrations", added: 1, removed: 0, text: " t/a\n+t/b" },
    ],
    variables: [{ name: "fresh", before: null, after: "undeclared" }, { name: "old", before: "string", after: null }, { name: "question", before: "string", after: "array" }],
  } });
});

test("a version differs in nothing from itself, and one that isn't there is said", async () => {
  expect((await diff("p@1", "p@1")).data).toMatchObject({ promptDiff: { parts: [], variables: [] } });
  expect((await diff("p@1", "p@9")).errors.join()).toContain(`There is no PromptVersion with the key "p@9"`);
});
