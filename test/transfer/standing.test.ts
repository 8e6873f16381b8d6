import { ulid } from "ulid";
import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { standingFor } from "../../src/transfer/standing.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
const eyes = ulid();
let database: Database;

const evaluation = (value: number, at: string) =>
  ({ type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@1", at, scores: [{ metric: "f1", value, stdErr: 0.01 }] });
const weeks = (month: number) => [1, 8].map((day) => ({
  type: "Measurement", signal: "s", periodStart: `2026-0${month}-0${day}T00:00:00Z`, periodEnd: `2026-0${month}-${day === 1 ? "08" : "15"}T00:00:00Z`, value: 0.5, n: 100, origin: "MEASURED",
}));
/** Counted, and the statements that it took. */
async function standing() {
  const statements: string[] = [];
  const stop = database.observe(({ name }) => void statements.push(name));
  const { scores } = await standingFor(database, owner, { workspace, family: "f1" }, eyes);
  stop();
  return { scores, isCounted: statements.includes("transfer/standing") };
}
/** As if all that was written until now had been written an hour ago. */
const later = () => database.write("test", (transaction) => transaction.run("MATCH (e:ChangeEvent {workspace: $workspace}) SET e.recordedAt = e.recordedAt - duration('PT1H')", { workspace }));

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" }, { type: "Metric", key: "f1", title: "F1", better: "HIGHER" },
    { type: "Task", key: "t", title: "T", domains: ["it"], homeDomain: "it" }, { type: "TaskVersion", key: "t@1", metrics: [{ key: "f1", primary: true }] },
    { type: "Model", key: "m", title: "M", homeDomain: "it" }, { type: "ModelVersion", key: "m@1" }, evaluation(0.5, "2026-01-01T00:00:00Z"),
    { type: "Signal", key: "s", title: "S", observes: { type: "Task", key: "t" }, metric: "f1" },
  ]);
});

test("is counted again only after what scores may depend on", async () => {
  expect(await standing()).toEqual({ scores: 1, isCounted: true });
  await later();
  expect(await standing()).toEqual({ scores: 1, isCounted: false });
  await given(database, workspace, weeks(2));
  expect(await standing()).toEqual({ scores: 1, isCounted: false });
  await given(database, workspace, [evaluation(0.6, "2026-01-02T00:00:00Z")]);
  expect(await standing()).toEqual({ scores: 2, isCounted: true });
  await given(database, workspace, weeks(3));
  await later();
  expect(await standing()).toEqual({ scores: 2, isCounted: false });
});
