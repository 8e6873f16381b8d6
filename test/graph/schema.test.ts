import { expect, test } from "vitest";
import { entities } from "../../src/catalogue.js";
import { createStatement, foundSchema, schemaDifference, wantedSchema } from "../../src/graph/schema.js";
import { testDatabase } from "../support/database.js";

test("migrations make the constraints and indexes that the catalogue needs, and no others", async () => {
  const { missing, extra } = schemaDifference(wantedSchema(entities), await foundSchema(await testDatabase()));
  expect(missing.map(createStatement), "put these lines into a new migration").toEqual([]);
  expect(extra.map(({ name }) => name), "dropped by no migration").toEqual([]);
});

test("all of them are online", async () => {
  expect((await foundSchema(await testDatabase())).filter(({ state }) => state !== "ONLINE")).toEqual([]);
});

test("each constraint and index has a name of its own", () => {
  const names = wantedSchema(entities).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(["task_key", "task_id", "task_title", "task_search", "task_version_ordinal", "subtask_of_valid_to"]));
});
