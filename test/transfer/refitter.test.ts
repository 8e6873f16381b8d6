import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { service } from "../../src/graph/viewer.js";
import { answering } from "../../src/transfer/fits.js";
import { writeNeighbours } from "../../src/transfer/inferred.js";
import { startRefitter } from "../../src/transfer/refitter.js";
import { ask, given } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;

/** On `a` and `b` models score alike, on `c` the other way round. */
const scoreOn: Readonly<Record<string, (model: number) => number>> = { a: (m) => 0.3 + 0.01 * m, b: (m) => 0.35 + 0.01 * m, c: (m) => 0.8 - 0.01 * m };
const evaluation = (task: string, model: number, value = scoreOn[task]!(model)) =>
  ({ type: "Evaluation", subject: { type: "ModelVersion", key: `m${model}@1` }, taskVersion: `${task}@1`, at: "2026-01-01T00:00:00Z", origin: "PUBLISHED", scores: [{ metric: "f1", value }] });
/** Enough for the fit to believe what it sees. */
const last = 60;
const all = 3 * (last + 1);
const models = Array.from({ length: last + 1 }, (_, m) => m);

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Metric", key: "f1", title: "F1", better: "HIGHER", min: 0, max: 1 }, ...["a", "b", "c"].flatMap((key) => [{ type: "Task", key, title: key }, { type: "TaskVersion", key: `${key}@1`, metrics: [{ key: "f1", primary: true }] }]),
    ...models.flatMap((m) => [{ type: "Model", key: `m${m}`, title: `m${m}` }, { type: "ModelVersion", key: `m${m}@1` }]),
    ...["a", "b", "c"].flatMap((task) => models.filter((m) => m < last || task === "a").map((m) => evaluation(task, m))),
  ]);
  await given(database, workspace, [{ type: "Task", key: "a", related: [{ key: "c", relation: "PREREQUISITE", weight: 0.1, origin: "DECLARED" }] }]);
});

const fits = async () => ((await ask(database, workspace, `{ transferFits(orderBy: [{ field: RECORDED_AT }]) { nodes { seen } } }`)).data!["transferFits"] as unknown as { readonly nodes: readonly { readonly seen: { readonly scores: number } }[] }).nodes.map(({ seen }) => seen.scores);
const failures: unknown[] = [];
const until = async (what: () => Promise<boolean>): Promise<void> => {
  while (!(await what())) if (failures.length > 0) throw failures[0];
};
const related = async (): Promise<string> => {
  const { data, errors } = await ask(database, workspace, `{ task(key: "a") { related(orderBy: [{ field: KEY }]) { edges { origin weight node { key } } } } }`);
  expect(errors).toEqual([]);
  return JSON.stringify(data);
};

test("what was asked about is fitted anew when scores come in, and tasks that it found alike are related until they no longer are", async () => {
  const refitter = startRefitter({ database, failed: (error) => void failures.push(error), workspace, pace: { look: 20, quiet: 0, most: 0 } });
  try {
    await given(database, workspace, [evaluation("b", last)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await fits()).toEqual([]);
    await ask(database, workspace, `{ predictTransfer(input: { task: "c", candidates: [{ type: "Model", key: "m${last}" }] }) { unseen } }`);
    expect(await fits()).toEqual([all - 1]);
    await until(async () => (await related()).includes("INFERRED"));
    expect(await related()).toContain("DECLARED");
    await given(database, workspace, [evaluation("c", last)]);
    await until(async () => (await fits()).includes(all));
    expect(failures).toEqual([]);
  } finally {
    await refitter.stop();
  }
});

test("where metrics of two families disagree about which tasks are alike, that of the tasks' first metric says so, and the other's fit changes nothing", async () => {
  const at = freshWorkspace();
  const other: Readonly<Record<string, (model: number) => number>> = { a: (m) => 0.3 + 0.01 * m, b: (m) => 0.8 - 0.01 * m, c: (m) => 0.35 + 0.01 * m };
  await given(database, at, [
    ...["f1", "speed"].map((key) => ({ type: "Metric", key, title: key, better: "HIGHER", min: 0, max: 1 })),
    ...["a", "b", "c"].flatMap((key) => [{ type: "Task", key, title: key }, { type: "TaskVersion", key: `${key}@1`, metrics: [{ key: "f1", primary: true }, { key: "speed", primary: false }] }]),
    ...models.flatMap((m) => [{ type: "Model", key: `m${m}`, title: `m${m}` }, { type: "ModelVersion", key: `m${m}@1` }]),
    ...["a", "b", "c"].flatMap((task) => models.map((m) => ({ ...evaluation(task, m), scores: [{ metric: "f1", value: scoreOn[task]!(m) }, { metric: "speed", value: other[task]!(m) }] }))),
  ]);
  const written = async () => {
    const { data } = await ask(database, at, `{ task(key: "a") { related { edges { weight node { key } } } } }`);
    return (data!["task"] as unknown as { readonly related: { readonly edges: readonly { readonly node: { readonly key: string } }[] } }).related.edges.map(({ node }) => node.key);
  };
  for (const family of ["f1", "speed", "f1"]) {
    const place = { workspace: at, family };
    await writeNeighbours(database, place, (await answering(database, service, place)).fit);
    expect(await written()).toEqual(["b"]);
  }
});
