import { beforeAll, expect, test } from "vitest";
import { ingestDocuments, localEmbedder } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { languageWarnings } from "../../src/retrieval/searchWarning.js";
import { ask, given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const english = { id: "model", languages: ["en"] };
const kinds = (query: readonly string[], found: readonly (string | null)[] = [], embedder: { readonly id: string; readonly languages?: readonly string[] } = english) =>
  languageWarnings({ query, found, embedder }).map(({ kind }) => kind);

test.each([
  ["a query that the analyzer and the embedder know, whatever its region", ["en-GB"], ["en", "en-US", null], []],
  ["a query in a language that nobody names", [], ["de", null], []],
  ["a query in another language", ["de"], ["de-AT"], ["ANALYZER_LANGUAGE", "EMBEDDER_LANGUAGE"]],
  ["documents in another language", ["en"], ["en", "de"], ["DOCUMENT_LANGUAGE"]],
  ["a task that is done in several languages, one of which fits", ["de", "en"], ["de", "en"], []],
  ["what is no tag", ["German?"], ["en"], ["ANALYZER_LANGUAGE", "EMBEDDER_LANGUAGE", "DOCUMENT_LANGUAGE"]],
])("%s", (_, query, found, expected) => expect(kinds(query, found)).toEqual(expected));

test("nothing is said of an embedder whose languages aren't known", () => expect(kinds(["de"], [], { id: "endpoint" })).toEqual(["ANALYZER_LANGUAGE"]));

test("a sentence names the languages, and how many chunks are in another one", () => {
  const [analyzer, embedder, documents] = languageWarnings({ query: ["de"], found: ["en", "fr", "en", "de", null], embedder: english });
  expect(analyzer!.sentence).toMatch(/^The query is in de, and the full-text index knows the forms of en words only/);
  expect(embedder!.sentence).toMatch(/^The query is in de, and model was trained on en: .* npx evalgraph reembed\.$/);
  expect(documents!.sentence).toBe("The query is in de; of 5 chunks there are 2 in en and 1 in fr.");
});

const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "any", title: "Any" }, { type: "Task", key: "german", title: "German", languages: ["de"] },
    { type: "Prompt", key: "auf-deutsch", title: "Auf Deutsch", task: "any" },
    { type: "PromptVersion", key: "auf-deutsch@1", template: "Artikel: {{context}}\n\nFrage: {{question}}", variables: { question: "string", context: "string" }, language: "de", state: "APPROVED" },
  ]);
  const documents = [
    { key: "drucker", title: "Drucker", text: "Den grünen Knopf am Drucker drücken, bis das Licht ausgeht.", language: "de" },
    { key: "printer", title: "Printer", text: "Hold the green button of the printer (Drucker) until its light goes off.", language: "en" },
  ];
  expect((await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, documents, { embedder: localEmbedder() })).errors).toEqual([]);
  await given(database, workspace, [{ type: "RetrievalConfig", key: "all", title: "All" }, { type: "RetrievalConfigVersion", key: "all@1", settings: { floor: -1 }, state: "APPROVED" }]);
});

const pack = async (input: object) => {
  const { data, errors } = await ask(database, workspace, "query ($input: RetrieveContextInput!) { retrieveContext(input: $input) { answerable warnings { kind sentence } hits { citation { document } } } }", { variables: { input: { query: "Drucker", config: "all@1", ...input } } });
  expect(errors).toEqual([]);
  return (data as never as { readonly retrieveContext: { readonly answerable: boolean; readonly warnings: readonly { readonly kind: string; readonly sentence: string }[]; readonly hits: readonly object[] } }).retrieveContext;
};

test("a search in a language that its index and embedder don't know finds what it can, and warns", async () => {
  const found = await pack({ task: "any", language: "de" });
  expect(found).toMatchObject({ answerable: true, hits: [{}, {}] });
  expect(found.warnings.map(({ kind }) => kind)).toEqual(["ANALYZER_LANGUAGE", "EMBEDDER_LANGUAGE", "DOCUMENT_LANGUAGE"]);
  expect(found.warnings[2]!.sentence).toBe("The query is in de; of 2 chunks there are 1 in en.");
});

test("what is asked in counts before the task's languages, and nothing is known where neither says", async () => {
  const warned = async (input: object) => (await pack(input)).warnings.map(({ kind }) => kind);
  expect(await warned({ task: "german" })).toEqual(["ANALYZER_LANGUAGE", "EMBEDDER_LANGUAGE", "DOCUMENT_LANGUAGE"]);
  expect(await warned({ task: "german", language: "en" })).toEqual(["DOCUMENT_LANGUAGE"]);
  expect(await warned({ task: "any" })).toEqual([]);
  expect(await warned({ task: "any", language: "en", languages: ["en"] })).toEqual([]);
});

test("for a prompt its language is the query's", async () => {
  const { data, errors } = await ask(database, workspace, 'query { previewPrompt(input: { task: "any", variables: { question: "Drucker Licht" } }) { context { warnings { kind } } } }');
  expect(errors).toEqual([]);
  expect((data as never as { readonly previewPrompt: object }).previewPrompt).toMatchObject({ context: { warnings: expect.arrayContaining([{ kind: "ANALYZER_LANGUAGE" }, { kind: "EMBEDDER_LANGUAGE" }]) as unknown } });
});
