import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plantTable, scoreOf } from "./additiveTable.js";

const workspace = freshWorkspace();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await plantTable(database, workspace);
}, 60_000);
const asked = async (source: string) => {
  const { data, errors } = await ask(database, workspace, source, { viewer: viewerOver(workspace, ["root", "secret"]) });
  expect(errors).toEqual([]);
  return data as never;
};

test("models are ranked with the probability to be the best, and told which evaluation would help the choice", async () => {
  const { rankModels } = (await asked(`{ rankModels(task: "t0", budget: 2, first: 3) { metric { key } seen { scores } predictions { candidate { key } score basis best gain reasons { kind } } } }`)) as {
    readonly rankModels: { readonly predictions: readonly { readonly candidate: { readonly key: string }; readonly best: number; readonly gain: number | null; readonly basis: string }[] };
  };
  const { predictions } = rankModels;
  expect(predictions[0]!.candidate.key).toBe("m0@1");
  expect(predictions[0]!.best).toBeGreaterThan(0.5);
  expect(predictions.filter(({ basis }) => basis === "OBSERVED").every(({ gain }) => gain === null)).toBe(true);
  expect(predictions.length).toBeGreaterThanOrEqual(3);
  const two = (await asked(`{ rankModels(task: "t0", candidates: [{ type: "Model", key: "m5" }, { type: "Model", key: "m1" }], budget: 1) { predictions { candidate { key } score best gain } } }`)) as { readonly rankModels: object };
  expect(two.rankModels).toEqual({ predictions: [{ candidate: { key: "m1@1" }, score: scoreOf(0, 1), best: 1, gain: null }, { candidate: { key: "m5@1" }, score: scoreOf(0, 5), best: 0, gain: null }] });
});

test("sources of a task are other tasks, data that covers it or them, and models with what they are expected to score", async () => {
  await given(database, workspace, [{ type: "Dataset", key: "d", title: "Data" }, { type: "DatasetVersion", key: "d@1", role: "LABELLED", tasks: ["t0"] }]);
  const { rankSources } = (await asked(`{ rankSources(task: "t0", first: 4) { tasks { node { __typename key } value } datasets { node { key } value } models { node { key } value } } }`)) as {
    readonly rankSources: { readonly tasks: readonly { readonly node: { readonly key: string }; readonly value: number }[]; readonly datasets: readonly object[]; readonly models: readonly { readonly node: { readonly key: string } }[] };
  };
  expect(rankSources.tasks).toHaveLength(4);
  expect(rankSources.tasks.every(({ node, value }) => node.key !== "t0" && value >= -1 && value <= 1)).toBe(true);
  expect(rankSources.datasets).toEqual([{ node: { key: "d@1" }, value: 1 }]);
  expect(rankSources.models[0]!.node.key).toBe("m0@1");
});

test("a matrix has a row for each task and a cell for each candidate, in the order asked", async () => {
  const { transferMatrix } = (await asked(`{ transferMatrix(input: { tasks: ["t3", "t0"], candidates: [{ type: "Model", key: "m2" }, { type: "ModelVersion", key: "m0@1" }] }) {
    metrics { key } tasks { key } candidates { key } scores low high observed } }`)) as { readonly transferMatrix: { readonly scores: readonly (readonly number[])[]; readonly low: readonly (readonly (number | null)[])[]; readonly observed: unknown } };
  expect(transferMatrix).toMatchObject({ metrics: [{ key: "f1" }, { key: "f1" }], tasks: [{ key: "t3" }, { key: "t0" }], candidates: [{ key: "m2@1" }, { key: "m0@1" }], observed: [[true, true], [true, false]] });
  expect(transferMatrix.scores[0]).toEqual([expect.closeTo(scoreOf(3, 2), 9), expect.closeTo(scoreOf(3, 0), 9)]);
  expect(transferMatrix.scores[1]![1]).toBeCloseTo(0.9, 1);
  expect(transferMatrix.low[0]).toEqual([null, null]);
  expect(transferMatrix.low[1]![1]).toBeLessThan(transferMatrix.scores[1]![1]!);
});

test("two tasks are alike by what was learnt and by what the graph says of them", async () => {
  const { taskSimilarity } = (await asked(`{ taskSimilarity(a: "t1", b: "t2") { correlation expected parts { name value } } }`)) as { readonly taskSimilarity: { readonly correlation: number; readonly expected: number; readonly parts: readonly { readonly name: string; readonly value: number }[] } };
  expect(taskSimilarity.expected).toBeCloseTo(taskSimilarity.parts.reduce((sum, { value }) => sum + value, 0), 9);
  expect(taskSimilarity.correlation).toBeGreaterThan(taskSimilarity.expected);
});

test("what tuning on one task did to another, forgetting included, is expected of the next; of an unknown tuning nothing is", async () => {
  const tuned = (key: string, base: string, score: number) => [
    { type: "Run", key: `train-${key}`, kind: "TRAINING", state: "COMPLETE", used: [{ type: "DatasetVersion", key: "tuning@1" }] },
    { type: "Model", key, title: key }, { type: "ModelVersion", key: `${key}@1`, run: `train-${key}`, derivedFrom: [{ key: base, relation: "FINETUNE" }] },
    { type: "Evaluation", subject: { type: "ModelVersion", key: `${key}@1` }, taskVersion: "t2@1", at: "2026-03-01T00:00:00Z", scores: [{ metric: "f1", value: score }] },
  ];
  await given(database, workspace, [
    { type: "Dataset", key: "tuning", title: "Tuning" }, { type: "DatasetVersion", key: "tuning@1", role: "INSTRUCTION", tasks: ["t5"] },
    ...tuned("tuned-a", "m1@1", scoreOf(2, 1) - 0.1), ...tuned("tuned-b", "m2@1", scoreOf(2, 2) - 0.2),
  ]);
  const { tuningChange, unknown } = (await asked(`{
    tuningChange(tunedOn: "t5", task: "t2") { metric { key } change low high evidence note tunings { node { key } score weight } }
    unknown: tuningChange(tunedOn: "bare", task: "t9") { change evidence note tunings { weight } }
  }`)) as { readonly tuningChange: { readonly change: number; readonly low: number; readonly high: number }; readonly unknown: object };
  expect(tuningChange).toMatchObject({ metric: { key: "f1" }, evidence: 2, note: null, tunings: [{ weight: expect.closeTo(-0.1, 9) }, { weight: expect.closeTo(-0.2, 9) }] });
  expect(tuningChange.change).toBeCloseTo(-0.3 / 2.5, 9);
  expect(tuningChange.low).toBeLessThan(tuningChange.change);
  expect(unknown).toMatchObject({ change: null, evidence: null, note: expect.stringContaining("No version is known before and after"), tunings: [] });
});

test("what can't be asked is refused with what to do", async () => {
  const error = async (source: string) => (await ask(database, workspace, source)).errors[0];
  expect(await error(`{ rankModels(task: "t0", budget: 50) { unseen } }`)).toBe("budget is 50; expected 0 to 20.");
  expect(await error(`{ transferMatrix(input: { tasks: [], candidates: [{ type: "Model", key: "m1" }] }) { observed } }`)).toBe("The number of tasks is 0; expected 1 to 400.");
  expect(await error(`{ tuningChange(tunedOn: "t1", task: "t2", interval: 2) { change } }`)).toMatch(/^interval is 2/);
});
