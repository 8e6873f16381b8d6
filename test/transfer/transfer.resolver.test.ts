import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant } from "../support/planted.js";
import { plantTable } from "./additiveTable.js";

const workspace = freshWorkspace();
let database: Database;

interface Told {
  readonly predictions: readonly {
    readonly candidate: { readonly key: string }; readonly basis: string; readonly score: number; readonly low: number | null; readonly high: number | null; readonly probability: number | null; readonly reasons: readonly object[];
  }[];
  readonly seen: { readonly scores: number; readonly tasks: number; readonly candidates: number };
  readonly error: number;
  readonly errorOfTaskMean: number;
  readonly fittedAt: string;
  readonly backtest: object;
}

beforeAll(async () => {
  database = await testDatabase();
  await plantTable(database, workspace);
}, 60_000);

const question = (of: string, candidates = '[{ type: "SystemVersion", key: "app@1" }, { type: "Model", key: "m1" }, { type: "ModelVersion", key: "m0@1" }]') => `{ predictTransfer(input: { ${of}, candidates: ${candidates} }) {
  metric { key } interval synthetic seen { scores tasks candidates contradictory } fittedAt unseen error errorOfTaskMean backtest
  predictions { candidate { __typename key } score low high basis onTask ofCandidate note probability verdict items reasons { node { __typename key } kind score weight } } } }`;
const narrow = viewerOver(workspace, ["root"]);
const named = (statements: readonly { readonly name: string }[]) => statements.map(({ name }) => name).filter((name) => name.startsWith("transfer/")).sort();

test("a pair that wasn't evaluated is predicted from what it has in common with others, by the primary metric", async () => {
  const { data, errors, statements } = await ask(database, workspace, question('task: "t0"'), { viewer: narrow });
  expect(errors).toEqual([]);
  const { predictions, error, errorOfTaskMean, fittedAt, backtest, ...rest } = data!["predictTransfer"] as unknown as Told;
  expect(rest).toEqual({ metric: { key: "f1" }, interval: 0.9, synthetic: false, seen: { scores: 87, tasks: 11, candidates: 8, contradictory: 0 }, unseen: 0 });
  expect(error).toBeLessThan(0.1);
  expect(errorOfTaskMean).toBeLessThan(0.1);
  expect(Date.now() - Date.parse(fittedAt)).toBeLessThan(60_000);
  expect(backtest).toHaveProperty("all.model.rmse");
  expect(predictions.map(({ candidate, basis }) => [candidate.key, basis])).toEqual(expect.arrayContaining([["m0@1", "TASK_AND_SUBJECT"], ["m1@1", "OBSERVED"], ["app@1", "TASK"]]));
  const first = predictions.find(({ candidate }) => candidate.key === "m0@1")!;
  expect(first.score).toBeCloseTo(0.9, 1);
  expect(first.low!).toBeLessThan(first.score);
  expect(first.high!).toBeGreaterThan(first.score);
  expect(first.reasons.length).toBeGreaterThan(0);
  expect(named(statements)).toEqual(["transfer/changed", "transfer/fits", "transfer/measured", "transfer/metrics", "transfer/scores", "transfer/standing", "transfer/tasks", "transfer/versions", "transfer/versions"]);
});

test("asked again nothing is fitted, and a score recorded since is in the next answer", async () => {
  const again = await ask(database, workspace, question('task: "t0"', '[{ type: "Model", key: "m0" }]'), { viewer: narrow });
  expect(named(again.statements)).toEqual(["transfer/changed", "transfer/fits", "transfer/metrics", "transfer/standing"]);
  await given(database, workspace, [{ type: "Evaluation", subject: { type: "ModelVersion", key: "m0@1" }, taskVersion: "t0@1", at: "2026-02-01T00:00:00Z", scores: [{ metric: "f1", value: 0.91, stdErr: 0.01 }] }]);
  const { data } = await ask(database, workspace, question('task: "t0", target: 0.9', '[{ type: "Model", key: "m0" }]'), { viewer: narrow });
  const { seen, predictions: [now] } = data!["predictTransfer"] as unknown as Told;
  expect(seen.scores).toBe(88);
  expect(now).toMatchObject({ basis: "OBSERVED", score: 0.91, note: null, verdict: "EVALUATE_FIRST" });
  expect(now!.probability).toBeCloseTo(0.8413, 3);
  expect(now!.low!).toBeCloseTo(0.91 - 1.6449 * 0.01, 3);
});

test("evaluations that contradict each other are said to, and those that agree within their errors aren't", async () => {
  const at = freshWorkspace();
  await plantTable(database, at);
  const repeated = (subject: string, values: readonly number[]) => values.map((value, day) => ({
    type: "Evaluation", subject: { type: "ModelVersion", key: subject }, taskVersion: "t0@1", at: `2026-02-0${day + 1}T00:00:00Z`, scores: [{ metric: "f1", value, stdErr: 0.01 }],
  }));
  await given(database, at, [...repeated("m0@1", [0.95, 0.75]), ...repeated("m5@1", [0.75, 0.77])]);
  const { data, errors } = await ask(database, at, question('task: "t0"', '[{ type: "Model", key: "m0" }, { type: "Model", key: "m5" }]'));
  expect(errors).toEqual([]);
  const { predictions, seen } = data!["predictTransfer"] as unknown as { readonly predictions: readonly { readonly candidate: { readonly key: string }; readonly note: string | null }[]; readonly seen: { readonly contradictory: number } };
  const noteOn = (key: string) => predictions.find(({ candidate }) => candidate.key === key)!.note ?? "";
  expect(noteOn("m0@1")).toContain("Its evaluations contradict each other: they have a standard deviation of 0.14.");
  expect(noteOn("m5@1")).not.toContain("contradict each other");
  expect(seen.contradictory).toBe(1);
});

test("a fit is kept in the graph for whoever sees all that it has seen, and for nobody else", async () => {
  const { data } = await ask(database, workspace, question('task: "t0"'));
  expect((data!["predictTransfer"] as unknown as Told).seen).toEqual({ scores: 96, tasks: 12, candidates: 8, contradictory: 0 });
  const kept = await ask(database, workspace, `{ transferFits { nodes { family seen settings calibration backtest } } }`);
  const [fit] = (kept.data!["transferFits"] as unknown as { readonly nodes: readonly { readonly family: string; readonly seen: object }[] }).nodes;
  expect(fit).toMatchObject({ family: "f1", seen: { scores: 96, synthetic: false, sensitivity: 1, scopes: expect.arrayContaining([`${workspace}/root`, `${workspace}/secret`]), standing: { scores: 96 } } });
  const audited = await ask(database, workspace, `{ auditEntries(filter: { action: { eq: "refitTransfer" } }) { nodes { after } } }`);
  expect(JSON.stringify(audited.data)).toMatch(/sha256:[0-9a-f]{64}/);
  expect(JSON.stringify(audited.data).length).toBeLessThan(20_000);
  const wide = await ask(database, workspace, question('task: "t0"'), { viewer: viewerOver(workspace, ["root", "secret"]) });
  expect((wide.data!["predictTransfer"] as unknown as Told).seen.scores).toBe(96);
  expect(named(wide.statements)).toEqual(["transfer/changed", "transfer/fits", "transfer/matrices", "transfer/metrics", "transfer/standing", "transfer/versions"]);
  const less = await ask(database, workspace, question('task: "t0"'), { viewer: narrow });
  expect((less.data!["predictTransfer"] as unknown as Told).seen.scores).toBe(88);
});

test("a new task is predicted from what is said of it and its parent", async () => {
  const { data, errors } = await ask(database, workspace, question('newTask: { title: "Sort letters", summary: "By what they ask for.", kind: "sorting", languages: ["en"], parent: "t1" }', '[{ type: "Model", key: "m0" }, { type: "Model", key: "m7" }]'), { viewer: narrow });
  expect(errors).toEqual([]);
  const { predictions } = data!["predictTransfer"] as unknown as Told;
  expect(predictions.map(({ candidate, basis }) => [candidate.key, basis])).toEqual([["m0@1", "SUBJECT"], ["m7@1", "SUBJECT"]]);
  expect(predictions[0]!.score).toBeGreaterThan(predictions[1]!.score);
});

test("what can't be asked is refused with what to do", async () => {
  const errors = async (input: string) => (await ask(database, workspace, `{ predictTransfer(input: ${input}) { synthetic } }`)).errors[0];
  expect(await errors(`{ task: "bare", candidates: [{ type: "Model", key: "m1" }] }`)).toBe('The task "bare" has no version with a metric; name one in `metric`.');
  expect(await errors(`{ newTask: { title: "New" }, candidates: [{ type: "Model", key: "m1" }] }`)).toBe("Neither a metric nor a task that has one is given; name one in `metric`.");
  expect(await errors(`{ candidates: [{ type: "Model", key: "m1" }] }`)).toBe("Neither `task` nor `newTask` is given; give one of them.");
  expect(await errors(`{ task: "t0", candidates: [{ type: "Task", key: "t1" }] }`)).toMatch(/^The type of the candidate "t1" is "Task"; expected Model, System/);
  expect(await errors(`{ task: "t0", candidates: [] }`)).toBe("The number of candidates is 0; expected 1 to 100.");
  expect(await errors(`{ task: "t0", metric: "none", candidates: [{ type: "Model", key: "m1" }] }`)).toMatch(/^There is no Metric with the key "none"/);
  expect(await errors(`{ task: "t0", interval: 1, candidates: [{ type: "Model", key: "m1" }] }`)).toMatch(/^interval is 1/);
});

test("a metric without scores gives no number", async () => {
  const { data } = await ask(database, workspace, `{ predictTransfer(input: { task: "t0", metric: "seconds", candidates: [{ type: "Model", key: "m1" }] }) { predictions { score low basis note } } }`);
  expect(data).toEqual({ predictTransfer: { predictions: [{ score: null, low: null, basis: "NOTHING", note: "There is no valid score of this metric, or of others of its family, to predict from." }] } });
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

test("evaluations that contradict each other leave their mean uncertain, whatever each says of itself", async () => {
  const at = freshWorkspace();
  await plantTable(database, at);
  await given(database, at, [0.2, 0.9].map((value, i) => ({
    type: "Evaluation", subject: { type: "ModelVersion", key: "m0@1" }, taskVersion: "t0@1", at: `2026-02-0${i + 1}T00:00:00Z`, scores: [{ metric: "f1", value, stdErr: 0.01 }],
  })));
  const { data } = await ask(database, at, question('task: "t0"', '[{ type: "Model", key: "m0" }]'));
  const { predictions: [both] } = data!["predictTransfer"] as unknown as Told;
  expect(both).toMatchObject({ basis: "OBSERVED", score: expect.closeTo(0.55, 10) });
  expect(both!.high! - both!.low!).toBeGreaterThan(0.7);
});
