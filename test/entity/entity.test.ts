import { expect, test } from "vitest";
import { z } from "zod";
import { entities } from "../../src/catalogue.js";
import { DatasetVersion } from "../../src/datasets/datasetVersion.js";
import { catalogue } from "../../src/entity/catalogue.js";
import { expected } from "../../src/entity/constraints.js";
import { many, one } from "../../src/entity/edges.js";
import { entity } from "../../src/entity/entity.js";
import { text } from "../../src/entity/fields.js";
import { contentSchema, lineSchema } from "../../src/entity/lines.js";
import { SystemVersion } from "../../src/models/systemVersion.js";
import { Judgement } from "../../src/retrieval/judgement.js";
import { Task } from "../../src/tasks/task.js";
import { ApiKey } from "../../src/workspaces/apiKey.js";

const said = { description: "", key: "", scope: "shared", fields: {} } as const;

test("entities that don't fit are refused together", () => {
  class A extends entity("A", { ...said, edges: { bs: many("-X->", "B", ""), cs: many("<-Y-", "A", ""), key: one("-Z->", "A", "") } }) {}
  expect(() => catalogue([A] as never)).toThrowErrorMatchingInlineSnapshot(`
    [Error: The entities don't fit together:
    - A.key is a word already in use.
    - A.bs leads to B; known are A.
    - A.cs is <-Y-, but A has no -Y-> to A.
    - A declares no field for A.key -Z->.]
  `);
});

test("an edge whose tails have different properties is refused", () => {
  class A extends entity("A", { ...said, edges: { to: many("-X->", "C", "", { properties: { role: text("") } }) } }) {}
  class B extends entity("B", { ...said, edges: { to: many("-X->", "C", "") } }) {}
  class C extends entity("C", { ...said, edges: { from: many("<-X-", ["A", "B"], "") } }) {}
  expect(() => catalogue([A, B, C])).toThrow("C.from is the reverse of edges with different properties: role; .");
});

test("a line takes keys, names the type where the kind isn't fixed, and keeps common fields", () => {
  const related = [{ key: "b", relation: "SIMILAR", weight: 1, origin: "DECLARED", validFrom: "2026-01-01T00:00:00Z" }] as const;
  const task = { key: "a", title: "T", homeDomain: "it", domains: ["it"], related, tags: ["x"], attributes: { a: 1 }, sensitivity: "INTERNAL" } as const;
  expect(contentSchema(Task).parse(task)).toEqual(task);
  const system = { key: "s@1", models: [{ key: "m@1", role: "base" }], floating: [{ type: "Prompt", key: "p", alias: "production" }] } as const;
  expect(contentSchema(SystemVersion).parse(system)).toEqual(system);
});

test("a line refuses unknown fields, what the service writes, and a derived key", () => {
  expect(contentSchema(Task).safeParse({ key: "a", titel: "T" }).error?.issues[0]).toMatchObject({ code: "unrecognized_keys", keys: ["titel"] });
  expect(contentSchema(Task).safeParse({ key: "a", related: [{ key: "b", relation: "SIMILAR", origin: "DECLARED", weight: "1" }] }).error?.issues[0]?.path).toEqual(["related", 0, "weight"]);
  expect(contentSchema(DatasetVersion).safeParse({ key: "d@1", state: "APPROVED" }).success).toBe(false);
  expect(contentSchema(Judgement).safeParse({ key: "x", grade: 1 }).success).toBe(false);
  expect(contentSchema(Judgement).safeParse({ grade: 1, item: "i", document: "d" }).success).toBe(true);
  expect(contentSchema(ApiKey).safeParse({ prefix: "x", hash: "y" }).success).toBe(false);
});

test("the ingest format has a line for every kind that is upserted, for evaluations and for measurements", () => {
  const { oneOf = [] } = z.toJSONSchema(lineSchema(entities), { io: "input" }) as { oneOf?: readonly object[] };
  expect(oneOf.length).toBe(entities.classes.filter(({ entity }) => entity.writtenBy === "upsert").length + 2);
});

test("constraints and indexes follow from the declarations", () => {
  const all = expected(entities);
  const scores = all.filter(({ labelsOrTypes }) => labelsOrTypes[0] === "Score").map(({ type, properties }) => `${type} ${properties.join(", ")}`);
  expect(scores).toEqual(["UNIQUENESS workspace, key", "UNIQUENESS id", "RANGE workspace, recordedAt", "RANGE workspace, value"]);
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(all.length);
});
