import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant, type Planted, type PlantedEdge } from "../support/planted.js";

const workspace = freshWorkspace();
const id = (type: string, key: string) => `${type}_${workspace}_${key}`;
const node = (type: string, key: string, rest: object = {}): Planted => ({ type, key, id: id(type, key), ...rest });
let database: Database;

interface Told {
  readonly predictions: readonly { readonly candidate: { readonly key: string }; readonly basis: string; readonly score: number; readonly reasons: readonly object[] }[];
  readonly error: number;
  readonly errorOfTaskMean: number;
}

beforeAll(async () => {
  database = await testDatabase();
  const pairs = Array.from({ length: 12 }, (_, t) => Array.from({ length: 8 }, (__, s) => ({ t, s }))).flat().filter(({ t, s }) => t > 0 || s > 0);
  const nodes = pairs.flatMap(({ t, s }) => [
    node("Evaluation", `e${t}-${s}`, { state: "VALID", origin: "PUBLISHED", mode: "OFFLINE", at: "2026-01-01T00:00:00.000Z", ...(t === 11 && { scope: `${workspace}/secret` }) }),
    node("Score", `e${t}-${s}#f1`, { value: 0.9 - 0.02 * t - 0.03 * s + 0.004 * ((t * s) % 3), ...(t === 11 && { scope: `${workspace}/secret` }) }),
  ]);
  const edges = pairs.flatMap(({ t, s }): PlantedEdge[] => [
    [id("Evaluation", `e${t}-${s}`), "ON", id("TaskVersion", `t${t}@1`)], [id("Evaluation", `e${t}-${s}`), "OF", id("ModelVersion", `m${s}@1`)],
    [id("Score", `e${t}-${s}#f1`), "OF_EVALUATION", id("Evaluation", `e${t}-${s}`)], [id("Score", `e${t}-${s}#f1`), "OF_METRIC", id("Metric", "f1")],
  ]);
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);
  await plant(database, workspace, [
    node("Metric", "f1", { better: "HIGHER", min: 0, max: 1, scope: `${workspace}/*` }), node("Metric", "seconds", { better: "LOWER", scope: `${workspace}/*` }),
    ...numbers(12).flatMap((t) => [node("Task", `t${t}`), node("TaskVersion", `t${t}@1`, { state: "DRAFT", ordinal: 1 })]), node("Task", "bare"),
    ...numbers(8).flatMap((s) => [node("Model", `m${s}`), node("ModelVersion", `m${s}@1`, { state: "DRAFT", ordinal: 1 })]), node("SystemVersion", "app@1"), ...nodes,
  ], [
    ...numbers(12).flatMap((t): PlantedEdge[] => [[id("TaskVersion", `t${t}@1`), "VERSION_OF", id("Task", `t${t}`)], [id("TaskVersion", `t${t}@1`), "MEASURED_BY", id("Metric", "seconds"), { primary: false }], [id("TaskVersion", `t${t}@1`), "MEASURED_BY", id("Metric", "f1"), { primary: true }]]),
    ...numbers(8).map((s): PlantedEdge => [id("ModelVersion", `m${s}@1`), "VERSION_OF", id("Model", `m${s}`)]), ...edges,
  ]);
}, 60_000);

test("a pair that wasn't evaluated is predicted from what it has in common with others, by the primary metric", async () => {
  const { data, errors, statements } = await ask(database, workspace, `{ predictTransfer(input: { task: "t0", candidates: [{ type: "SystemVersion", key: "app@1" }, { type: "Model", key: "m1" }, { type: "ModelVersion", key: "m0@1" }] }) {
    metric { key } interval synthetic seen { scores tasks candidates } error errorOfTaskMean
    predictions { candidate { __typename key } score low high basis onTask ofCandidate note reasons { node { __typename } kind score weight } } } }`, { viewer: viewerOver(workspace, ["root"]) });
  expect(errors).toEqual([]);
  const { predictions, error, errorOfTaskMean, ...rest } = data!["predictTransfer"] as unknown as Told;
  expect(rest).toEqual({ metric: { key: "f1" }, interval: 0.9, synthetic: false, seen: { scores: 87, tasks: 11, candidates: 8 } });
  expect(error).toBeLessThan(errorOfTaskMean);
  expect(predictions.map(({ candidate, basis }) => [candidate.key, basis])).toEqual([["m0@1", "TASK_AND_SUBJECT"], ["m1@1", "OBSERVED"], ["app@1", "TASK"]]);
  expect(predictions[0]!.score).toBeCloseTo(0.9, 1);
  expect(predictions[0]!.reasons).toHaveLength(10);
  expect(statements.filter(({ name }) => name.startsWith("transfer/")).map(({ name }) => name).sort()).toEqual(["transfer/measured", "transfer/metrics", "transfer/scores"]);
});

test("what can't be asked is refused with what to do", async () => {
  const errors = async (input: string) => (await ask(database, workspace, `{ predictTransfer(input: ${input}) { synthetic } }`)).errors[0];
  expect(await errors(`{ task: "bare", candidates: [{ type: "Model", key: "m1" }] }`)).toBe('The task "bare" has no version with a metric; name one in `metric`.');
  expect(await errors(`{ task: "t0", candidates: [{ type: "Task", key: "t1" }] }`)).toMatch(/^The type of the candidate "t1" is "Task"; expected Model, System/);
  expect(await errors(`{ task: "t0", candidates: [] }`)).toBe("The number of candidates is 0; expected 1 to 100.");
  expect(await errors(`{ task: "t0", metric: "none", candidates: [{ type: "Model", key: "m1" }] }`)).toMatch(/^There is no Metric with the key "none"/);
  expect(await errors(`{ task: "t0", interval: 1, candidates: [{ type: "Model", key: "m1" }] }`)).toMatch(/^interval is 1/);
});

test("a metric without scores gives no number", async () => {
  const { data } = await ask(database, workspace, `{ predictTransfer(input: { task: "t0", metric: "seconds", candidates: [{ type: "Model", key: "m1" }] }) { predictions { score low basis note } } }`);
  expect(data).toEqual({ predictTransfer: { predictions: [{ score: null, low: null, basis: "NOTHING", note: "There is no valid score of this metric to predict from." }] } });
});

test("made-up figures aren't predicted from where others were measured, also out of the viewer's sight", async () => {
  const [other, lone] = [freshWorkspace(), freshWorkspace()];
  const made = (at: string, key: string, origin: string, rest: object = {}) => ({
    nodes: [
      { type: "Evaluation", key, id: `Evaluation_${at}_${key}`, state: "VALID", origin, mode: "OFFLINE", at: "2026-01-01T00:00:00.000Z", ...rest },
      { type: "Score", key, id: `Score_${at}_${key}`, value: 0.5, ...rest },
    ] as const,
    edges: [
      [`Evaluation_${at}_${key}`, "ON", `TaskVersion_${at}_t@1`], [`Evaluation_${at}_${key}`, "OF", `ModelVersion_${at}_m@1`],
      [`Score_${at}_${key}`, "OF_EVALUATION", `Evaluation_${at}_${key}`], [`Score_${at}_${key}`, "OF_METRIC", `Metric_${at}_f1`],
    ] as const,
  });
  for (const at of [other, lone]) {
    const all = [made(at, "made-up", "SYNTHETIC"), ...(at === other ? [made(at, "measured", "MEASURED", { scope: `${at}/secret` })] : [])];
    await plant(database, at, [
      { type: "Metric", key: "f1", id: `Metric_${at}_f1`, better: "HIGHER" }, { type: "Task", key: "t", id: `Task_${at}_t` }, { type: "TaskVersion", key: "t@1", id: `TaskVersion_${at}_t@1`, state: "DRAFT", ordinal: 1 },
      { type: "Model", key: "m", id: `Model_${at}_m` }, { type: "ModelVersion", key: "m@1", id: `ModelVersion_${at}_m@1`, state: "DRAFT", ordinal: 1 }, ...all.flatMap(({ nodes }) => nodes),
    ], [[`TaskVersion_${at}_t@1`, "VERSION_OF", `Task_${at}_t`], [`ModelVersion_${at}_m@1`, "VERSION_OF", `Model_${at}_m`], ...all.flatMap(({ edges }) => edges)]);
  }
  const predicted = async (at: string) =>
    (await ask(database, at, `{ predictTransfer(input: { task: "t", metric: "f1", candidates: [{ type: "Model", key: "m" }] }) { synthetic seen { scores } } }`, { viewer: viewerOver(at, ["root"]) })).data;
  expect(await predicted(lone)).toEqual({ predictTransfer: { synthetic: true, seen: { scores: 1 } } });
  expect(await predicted(other)).toEqual({ predictTransfer: { synthetic: false, seen: { scores: 0 } } });
});
