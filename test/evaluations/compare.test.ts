import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;

const questions = Array.from({ length: 60 }, (_, at) => `q${String(at).padStart(2, "0")}`);
const evaluation = (subject: object, task: string, right: (at: number) => number, more: Readonly<Record<string, unknown>> = {}, scores: readonly object[] = []) => {
  const values = questions.map((_, at) => right(at));
  return {
    type: "Evaluation", subject, taskVersion: task, at: "2026-05-01T00:00:00Z", data: { key: "questions@1" }, ...more,
    scores: [{ metric: "correct", value: values.reduce((sum, value) => sum + value, 0) / values.length, n: values.length, items: [{ keys: questions, values }] }, ...scores],
  };
};
const app = (version: string) => ({ type: "SystemVersion", key: `app@${version}` });

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Domain", key: "open", title: "Open" }, { type: "Domain", key: "closed", title: "Closed" },
    { type: "Metric", key: "correct", title: "Correct", better: "HIGHER", min: 0, max: 1 }, { type: "Metric", key: "leaks", title: "Leaks", better: "LOWER" }, { type: "Slice", key: "language=es", dimension: "language", value: "es" },
    ...["same", "worse", "apart"].map((key) => ({ type: "Task", key, title: key, domains: ["open"], homeDomain: "open" })), { type: "Task", key: "hidden", title: "hidden", domains: ["closed"], homeDomain: "closed" },
    ...["same", "worse", "apart", "hidden"].map((key) => ({ type: "TaskVersion", key: `${key}@1`, protocol: { fewShot: 0 }, metrics: [{ key: "correct", primary: true }, { key: "leaks", primary: false }], state: "APPROVED" })),
    { type: "TaskVersion", key: "apart@2", protocol: { fewShot: 5 }, metrics: [{ key: "correct", primary: true }], state: "APPROVED" },
    { type: "System", key: "app", title: "App", kind: "APP", homeDomain: "open" }, { type: "SystemVersion", key: "app@1", state: "APPROVED" }, { type: "SystemVersion", key: "app@2", state: "APPROVED" },
    { type: "Dataset", key: "questions", title: "Questions", homeDomain: "open" }, { type: "DatasetVersion", key: "questions@1", role: "BENCHMARK" },
    { type: "RetrievalConfig", key: "search", title: "Search", homeDomain: "open" }, ...["1", "2"].map((version) => ({ type: "RetrievalConfigVersion", key: `search@${version}`, settings: {}, state: "APPROVED" })),
  ]);
  await given(database, workspace, [
    evaluation(app("1"), "same@1", (at) => Number(at % 3 > 0), {}, [{ metric: "correct", slice: "language=es", value: 0.5, items: [{ keys: ["q00", "q01", "q02", "q03"], values: [1, 0, 1, 0] }] }]),
    evaluation(app("2"), "same@1", (at) => Number(at === 1 ? 0 : at % 3 > 0 || at === 0), {}, [{ metric: "correct", slice: "language=es", value: 0.5, items: [{ keys: ["q00", "q01", "q02", "q03"], values: [0, 1, 1, 0] }] }]),
    evaluation(app("1"), "worse@1", () => 1, {}, [{ metric: "leaks", value: 0, items: [{ keys: questions, values: questions.map(() => 0) }] }]),
    evaluation(app("2"), "worse@1", (at) => Number(at >= 12), {}, [{ metric: "leaks", value: 0, items: [{ keys: questions, values: questions.map(() => 0) }] }]),
    evaluation(app("1"), "apart@1", () => 1), evaluation(app("2"), "apart@2", () => 1),
    evaluation(app("1"), "hidden@1", () => 1), evaluation(app("2"), "hidden@1", () => 0),
    { ...evaluation({ type: "RetrievalConfigVersion", key: "search@1" }, "same@1", () => 1), scores: [{ metric: "correct", value: 1, items: [{ keys: [...questions, "more"], values: [...questions.map(() => 1), 0] }] }] }, evaluation({ type: "RetrievalConfigVersion", key: "search@2" }, "same@1", () => 1, { data: undefined }),
    { ...evaluation(app("2"), "worse@1", () => 1, { at: "2026-06-01T00:00:00Z", state: "PROVISIONAL" }) },
  ]);
});

const source = `query ($baseline: NodeKeyInput!, $candidate: NodeKeyInput!, $tasks: [String!]!, $slices: [String!]! = [], $metric: String) {
  compare(baseline: $baseline, candidate: $candidate, tasks: $tasks, slices: $slices, metric: $metric) {
    task { key } metric slice verdict note n clusters baseline candidate difference low high p regressed regressedItems evaluations { subject { ... on SystemVersion { key } } at }
  }
}`;
interface Told {
  readonly verdict: string;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly [field: string]: unknown;
}
const compare = async (variables: Record<string, unknown>, viewer?: ReturnType<typeof viewerOver>) => {
  const { data, errors, statements } = await ask(database, workspace, source, { variables: { baseline: app("1"), candidate: app("2"), ...variables }, ...(viewer && { viewer }) });
  return { errors, statements, told: (data as { readonly compare?: readonly Told[] } | null)?.compare ?? [] };
};

test("a candidate is compared item by item on each task, by its primary metric, of what is valid", async () => {
  const { errors, told: [same, worse], statements } = await compare({ tasks: ["same", "worse"] });
  expect(errors).toEqual([]);
  expect(same).toMatchObject({ task: { key: "same" }, metric: "correct", slice: null, verdict: "TIED", note: null, n: 60, clusters: 60, baseline: 40 / 60, candidate: 40 / 60, difference: 0, p: 1, regressed: 1, regressedItems: ["q01"] });
  expect(worse).toMatchObject({ task: { key: "worse" }, verdict: "WORSE", n: 60, baseline: 1, candidate: 0.8, regressed: 12, regressedItems: questions.slice(0, 12) });
  expect(worse!.difference).toBeCloseTo(-0.2, 12);
  expect(worse!.low).toBeLessThan(-0.2);
  expect(worse!.high).toBeLessThan(0);
  expect(worse!["evaluations"]).toEqual([{ subject: { key: "app@1" }, at: "2026-05-01T00:00:00.000Z" }, { subject: { key: "app@2" }, at: "2026-05-01T00:00:00.000Z" }]);
  expect(statements.filter(({ name }) => name.startsWith("evaluations/")).map(({ name }) => name)).toEqual(["evaluations/scored", "evaluations/items"]);
});

test("p is corrected for the number of tasks and slices, and the other way round it is better", async () => {
  const alone = (await compare({ tasks: ["worse"] })).told[0]!;
  const [, , among] = (await compare({ tasks: ["same", "worse"], slices: ["language=es"] })).told;
  expect(among).toMatchObject({ task: { key: "worse" }, slice: null });
  expect(among!.p).toBeCloseTo(3 * alone.p, 12);
  expect((await compare({ baseline: app("2"), candidate: app("1"), tasks: ["worse"] })).told[0]).toMatchObject({ verdict: "BETTER", regressed: 0 });
});

test("a slice is compared by its own score, another metric when it is named", async () => {
  const { told } = await compare({ tasks: ["same"], slices: ["language=es"] });
  expect(told.map(({ slice, n, verdict }) => [slice, n, verdict])).toEqual([[null, 60, "TIED"], ["language=es", 4, "TIED"]]);
  expect((await compare({ tasks: ["worse"], metric: "leaks" })).told).toEqual([expect.objectContaining({ metric: "leaks", verdict: "TIED", p: 1, difference: 0 })]);
});

test("searches are compared like systems, on the items that they share", async () => {
  const config = (key: string) => ({ type: "RetrievalConfig", key });
  expect((await compare({ baseline: { type: "RetrievalConfigVersion", key: "search@1" }, candidate: config("search"), tasks: ["same"] })).told).toEqual([expect.objectContaining({ verdict: "TIED", n: 60, baseline: 1, note: "Left out: 1 items that only the baseline has a value for, and 0 that only the candidate has one for." })]);
});

test("evaluations under different protocols are refused by name", async () => {
  const { told, errors } = await compare({ tasks: ["same", "apart"] });
  expect(told).toEqual([]);
  expect(errors).toEqual([expect.stringMatching(/^Not comparable: the evaluation [0-9a-f]{64} on apart@1 has the protocol digest [0-9a-f]{64}, the evaluation [0-9a-f]{64} on apart@2 has the protocol digest [0-9a-f]{64}\. Evaluate both under one protocol/)]);
});

test("a task without values item by item says so, and one that isn't to be seen is missing", async () => {
  expect((await compare({ tasks: ["same"], metric: "leaks" })).told).toEqual([expect.objectContaining({ verdict: "UNKNOWN", note: "No valid score of the baseline is there to see.", p: null, difference: null, n: 0 })]);
  const narrow = viewerOver(workspace, ["open"]);
  expect((await compare({ tasks: ["worse"] }, narrow)).told).toEqual([expect.objectContaining({ verdict: "WORSE" })]);
  const missing = (await compare({ tasks: ["missing"] }, narrow)).errors;
  expect((await compare({ tasks: ["hidden"] }, narrow)).errors.map((error) => error.replace("hidden", "missing"))).toEqual(missing);
  expect((await compare({ tasks: ["hidden"] })).told).toEqual([expect.objectContaining({ verdict: "WORSE" })]);
});

test("what can't be asked says why", async () => {
  expect((await compare({ tasks: [] })).errors).toEqual(["The number of tasks is 0; expected 1 to 100."]);
  expect((await compare({ tasks: ["same"], candidate: { type: "Task", key: "same" } })).errors).toEqual([expect.stringContaining('The type of the candidate "same" is "Task"; expected System, SystemVersion, Model')]);
  expect((await compare({ tasks: ["same"], candidate: app("1") })).errors).toEqual([expect.stringContaining("Baseline and candidate are both SystemVersion:app@1")]);
  expect((await compare({ tasks: ["same"], slices: ["none=1"] })).errors).toEqual([expect.stringContaining('There is no Slice with the key "none=1"')]);
});
