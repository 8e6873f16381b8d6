import { beforeAll, expect, test } from "vitest";
import { ingestDocuments, type Embedder } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { defaultSettings, settingsOf, type RetrievalSettings } from "../../src/retrieval/settings.js";
import { tuneRetrieval, usualAlphas } from "../../src/retrieval/tuneRetrieval.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
const count = 12;
const places = [...Array(count).keys()];
const letters = (place: number) => String.fromCharCode(97 + place).repeat(4);

/**
 * Words find the document of each query. Its vector's cosine with the query's is .705; for the second half of the queries another document is
 * nearer, and for the first half none is near at all.
 */
const embedder: Embedder = {
  id: "apart", digest: "aa", dimensions: 2 * count,
  query: (text) => Promise.resolve(vectorOf(places.find((place) => text.includes(letters(place)))!)),
  passages: (texts) => Promise.resolve(texts.map((text) => axis(places.find((place) => text.includes(letters(place)))!))),
};
const axis = (at: number, length = 1) => Float32Array.from({ length: 2 * count }, (_, place) => (place === at ? length : 0));
const vectorOf = (place: number) => {
  const other = axis(place < count / 2 ? count + place : count / 2 + ((place + 1) % (count / 2)), Math.sqrt(1 - 0.705 ** 2));
  return axis(place, 0.705).map((value, at) => value + other[at]!);
};

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "retrieve", title: "Retrieve" }, { type: "TaskVersion", key: "retrieve@1", protocol: {}, state: "APPROVED" },
    { type: "Corpus", key: "letters", title: "Letters" }, { type: "Dataset", key: "queries", title: "Queries" },
    { type: "RetrievalConfig", key: "near", title: "By vectors" },
    { type: "RetrievalConfigVersion", key: "near@1", settings: { alpha: 0, floor: 0.9, feedbackChunks: 0 }, state: "APPROVED" },
  ]);
  const texts = places.map((place) => ({ key: letters(place), title: "Letters", text: `The sign ${letters(place)} stands here.`, corpora: ["letters"] }));
  expect((await ingestDocuments(context(), texts, { embedder })).errors).toEqual([]);
  await given(database, workspace, [
    ...places.map((place) => ({ type: "Item", key: `queries/${letters(place)}`, dataset: "queries", input: `Where is ${letters(place)}?` })),
    { type: "DatasetVersion", key: "queries@1", role: "BENCHMARK", items: places.map((place) => ({ key: `queries/${letters(place)}`, split: place < 3 ? "few" : "many" })) },
    ...places.map((place) => ({ type: "Judgement", item: `queries/${letters(place)}`, document: letters(place), grade: 1 })),
  ]);
});

const context = () => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner });
const request = { workspace, config: "near", taskVersion: "retrieve@1", data: "queries@1", split: null, corpora: [] as readonly string[], alphas: usualAlphas, keep: 1 };
const settingsNow = async (key: string): Promise<RetrievalSettings> => {
  const [row] = await database.read({ name: "settings", text: "MATCH (v:RetrievalConfigVersion {workspace: $workspace, key: $key}) RETURN v.settings AS settings, v.state AS state", parameters: { workspace, key } });
  expect(row!.get("state")).toBe("DRAFT");
  return settingsOf(key, JSON.parse(row!.get("settings") as string));
};

test("the weight under which judged documents come first is chosen, the nearest to what it was, and scored on other queries", async () => {
  const tuned = await tuneRetrieval(context(), request, embedder);
  const tried = new Map(tuned.tried.map((each) => [each.alpha, each]));
  expect(tried.get(0)!.value).toBeLessThan(0.9);
  expect(tried.get(0.1)).toEqual({ alpha: 0.1, value: 1, folds: 5 });
  expect(tuned).toMatchObject({ alpha: 0.1, from: "near@1", version: { key: "near@2" }, values: places.map(() => 1) });
  expect(tuned.before.slice(0, count / 2)).toEqual(places.slice(count / 2).map(() => 1));
  for (const value of tuned.before.slice(count / 2)) expect(value).toBeCloseTo(1 / Math.log2(3), 10);
  expect(tuned.paired!.difference).toBeCloseTo((1 - 1 / Math.log2(3)) / 2, 10);
  expect(await settingsNow("near@2")).toEqual({ ...defaultSettings, feedbackChunks: 0, alpha: 0.1, floor: 0.7 });
});

test("the floor keeps the nearest relevant chunks, and says how many questions without an answer it turns away", async () => {
  const { floor, rates, floorBefore, ratesBefore } = await tuneRetrieval(context(), { ...request, config: "near@1" }, embedder);
  expect([floor, rates, floorBefore, ratesBefore]).toEqual([0.7, { kept: 1, turnedAway: 0.5 }, 0.9, { kept: 0, turnedAway: 1 }]);
});

test("what has the chosen settings already isn't written again", async () => {
  const versions = async () => (await database.read({ name: "versions", text: "MATCH (v:RetrievalConfigVersion {workspace: $workspace}) RETURN count(v) AS n", parameters: { workspace } }))[0]!.get("n") as unknown;
  const before = await versions();
  expect(await tuneRetrieval(context(), { ...request, config: "near@2" }, embedder)).toMatchObject({ from: "near@2", version: { key: "near@2" } });
  expect(await versions()).toEqual(before);
});

test("candidates are looked for once a query, however many weights are tried; feedback looks again for its words", async () => {
  const searches = async (config: string) => {
    const names: string[] = [];
    const stop = database.observe(({ name }) => void names.push(name));
    await tuneRetrieval(context(), { ...request, config }, embedder);
    stop();
    return names.filter((name) => name === "retrieval/worded").length;
  };
  await given(database, workspace, [{ type: "RetrievalConfigVersion", key: "near@fed", settings: { alpha: 0, floor: 0.9, feedbackChunks: 2 }, state: "APPROVED" }]);
  expect(await searches("near@1")).toBe(count);
  expect(await searches("near@fed")).toBeGreaterThan(2 * count);
});

test("for one corpus alone they hold in searches of that one", async () => {
  const { version } = await tuneRetrieval(context(), { ...request, config: "near@1", corpora: ["letters"] }, embedder);
  expect(await settingsNow(version.key)).toMatchObject({ alpha: 0, floor: 0.9, byCorpus: { letters: { alpha: 0.1, floor: 0.7 } } });
  expect(await tuneRetrieval(context(), { ...request, config: version.key, corpora: ["letters"] }, embedder)).toMatchObject({ alpha: 0.1, floorBefore: 0.7, version });
});

test("a run tells what it was chosen on", async () => {
  const [row] = await database.read({
    name: "run", parameters: { workspace },
    text: "MATCH (:RetrievalConfigVersion {workspace: $workspace, key: 'near@2'})-[:GENERATED_BY]->(run:Run)-[:USED]->(used) RETURN run.kind AS kind, collect(used.key) AS used",
  });
  expect([row!.get("kind"), (row!.get("used") as string[]).sort()]).toEqual(["EVALUATION", ["near@1", "queries@1"]]);
});

test.each([
  [{ split: "few" }, "has 3 judged queries; expected at least 10"], [{ alphas: [0.5, 2] }, "A weight to choose from is 2; expected 0 to 1"],
  [{ alphas: [] }, "There are 0 weights"], [{ keep: 0 }, "keep is 0; expected over 0 and at most 1"], [{ config: "none" }, 'There is no RetrievalConfigVersion "none"'],
])("%o is refused", async (over, message) => {
  await expect(tuneRetrieval(context(), { ...request, ...over }, embedder)).rejects.toThrow(message);
});
