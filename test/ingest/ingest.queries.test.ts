import { expect, test } from "vitest";
import { subjectOf } from "../../src/ingest/harnessModels.js";
import { knownRuns, modelVersions } from "../../src/ingest/ingest.queries.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const [composed, apart] = ["caf\u00e9", "cafe\u0301"];

test("runs and model versions are found however the letters of their keys are typed", async () => {
  const [database, workspace] = [await testDatabase(), freshWorkspace()];
  await given(database, workspace, [{ type: "Run", key: apart, kind: "EVALUATION" }, { type: "Model", key: apart, title: "M" }, { type: "ModelVersion", key: `${apart}@step1` }]);
  for (const key of [composed, apart]) {
    expect(await knownRuns(database, owner, { workspace, keys: [key] })).toEqual([{ key: composed, whole: false }]);
    expect(await modelVersions(database, owner, { workspace, models: [key] })).toEqual([{ model: composed, version: "step1" }]);
  }
});

test("a model is named by the letters that its key has", () => {
  expect(subjectOf({ pretrained: `org/${apart}`, revision: apart })).toMatchObject({ model: expect.stringContaining(composed) as string, version: composed });
});
