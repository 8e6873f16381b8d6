import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "../../src/graph/viewer.js";
import { load } from "../../src/writes/load.js";
import { freshPlace, metric, model, owner, task, type Place } from "./writing.js";

let at: Place;
beforeAll(async () => {
  at = await freshPlace();
  await at.given(task("t"), { type: "TaskVersion", key: "t@1" }, metric("acc"), model("m"), { type: "ModelVersion", key: "m@1" },
    { type: "Dataset", key: "d", title: "D" }, { type: "DatasetVersion", key: "d@1", role: "BENCHMARK" },
    { type: "Signal", key: "s", title: "S", observes: { type: "Task", key: "t" }, metric: "acc" },
    { type: "Slice", key: "language=es", dimension: "language", value: "es" }, { type: "Slice", key: "person=jo", dimension: "person", value: "jo" },
    { type: "Principal", key: "agent/eve", kind: "AGENT", title: "Eve" });
});

const evaluation = (more: object = {}) => ({
  type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@1", at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 0.5 }], ...more,
});
const measurement = (more: object = {}) => ({ type: "Measurement", signal: "s", periodStart: "2026-01-01T00:00:00Z", periodEnd: "2026-01-08T00:00:00Z", value: 0.9, n: 100, ...more });

test("an evaluation is known by what it links, its run and its moment", async () => {
  const first = await at.write([evaluation(), evaluation({ at: "2026-01-02T00:00:00Z" }), evaluation({ data: { key: "d@1", split: "test" } }), evaluation({ data: { key: "d@1", split: "dev" } })]);
  expect(first).toMatchObject({ created: 4, errors: [] });
  expect(new Set(first.ids).size).toBe(4);
  expect((await at.write([evaluation({ at: "2026-01-01T02:00:00+02:00" })]))).toMatchObject({ unchanged: 1, ids: [first.ids[0]] });
  expect(await at.ask("MATCH (e:Evaluation {id: $id}) RETURN e.key", { id: first.ids[0] })).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

test("another figure corrects a score, another slice or extraction adds one, and what is not named stays", async () => {
  const own = { at: "2026-02-01T00:00:00Z" };
  await at.given(evaluation({ ...own, scores: [{ metric: "acc", value: 0.5 }, { metric: "acc", slice: "language=es", value: 0.4, items: { keys: ["a", "b"], values: [0, 1], clusters: ["x", "x"] } }] }));
  expect(await at.write([evaluation({ ...own, scores: [{ metric: "acc", value: 0.6 }, { metric: "acc", extraction: "strict", value: null, nullReason: "none matched" }] })])).toMatchObject({ updated: 1, errors: [] });
  expect(await at.ask("MATCH (e:Evaluation {workspace: $workspace, at: datetime($at)})<-[:OF_EVALUATION]-(s) RETURN s.value ORDER BY s.value", own)).toEqual([0.4, 0.6, null]);
});

test("scores that make no sense are refused with their place", async () => {
  const { errors } = await at.write([
    evaluation({ scores: [{ metric: "acc", value: 1 }, { metric: "acc", value: 0 }] }), evaluation({ scores: [{ metric: "acc" }] }), evaluation({ scores: [] }),
    evaluation({ scores: [{ metric: "f1", value: 1 }] }), evaluation({ scores: [{ metric: "acc", value: 1, items: { keys: ["a"], values: [1, 2] } }] }),
    evaluation({ subject: { type: "Task", key: "t" } }),
  ]);
  expect(errors.map(({ index, path }) => `${index} ${path}`)).toEqual(["0 scores.1", "1 scores.0.value", "2 scores", "3 scores.0.metric", "4 scores.0.items", "5 subject.type"]);
});

test("what an agent records is provisional until it is reviewed, and stays as the review says", async () => {
  const byAgent = { ...owner, principal: "agent/eve" };
  const item = evaluation({ at: "2026-03-01T00:00:00Z" });
  const { ids: [id] } = await at.write([item], {}, byAgent);
  const state = () => at.ask("MATCH (e:Evaluation {id: $id}) RETURN e.state", { id });
  expect(await state()).toEqual(["PROVISIONAL"]);
  const [key] = await at.ask("MATCH (e:Evaluation {id: $id}) RETURN e.key", { id });
  await at.write([{ type: "Review", key: "r", outcome: "APPROVE", subject: { type: "Evaluation", key } }]);
  expect(await state()).toEqual(["VALID"]);
  expect(await at.write([item], {}, byAgent)).toMatchObject({ unchanged: 1 });
  expect(await state()).toEqual(["VALID"]);
});

test("neither an agent's review nor one by whoever recorded it moves an evaluation", async () => {
  const [byAgent, byAna] = [{ ...owner, principal: "agent/eve" }, { ...owner, principal: "person/ana" }];
  const record = async (day: string, viewer: Viewer, more: object = {}) => {
    const { ids: [id] } = await at.write([evaluation({ at: `${day}T00:00:00Z`, ...more })], {}, viewer);
    return (await at.ask("MATCH (e:Evaluation {id: $id}) RETURN e.key", { id }))[0] as string;
  };
  const review = async (name: string, key: string, outcome: string, viewer: Viewer, more: object = {}) => {
    const { errors } = await at.write([{ type: "Review", key: name, outcome, subject: { type: "Evaluation", key }, ...more }], {}, viewer);
    expect(errors).toEqual([]);
    return (await at.ask("MATCH (e:Evaluation {workspace: $workspace, key: $key}) RETURN e.state", { key }))[0];
  };
  await at.given({ type: "Principal", key: "person/ana", kind: "PERSON", title: "Ana" });
  const agents = await record("2026-04-01", byAgent);
  expect(await review("own", agents, "APPROVE", byAgent)).toBe("PROVISIONAL");
  expect(await review("told", agents, "APPROVE", owner, { associatedWith: [{ key: "agent/eve", role: "reviewer" }] })).toBe("PROVISIONAL");
  expect(await review("ana", agents, "APPROVE", byAna)).toBe("VALID");
  const anas = await record("2026-04-02", byAna);
  expect(await review("herself", anas, "REJECT", byAna)).toBe("VALID");
  expect(await review("someone", anas, "REJECT", { ...owner, principal: "person/ben" })).toBe("INVALID");
  const together = await record("2026-04-03", byAgent, { associatedWith: [{ key: "person/ana", role: "author" }] });
  expect(await review("author", together, "APPROVE", byAna)).toBe("PROVISIONAL");
});

test("a measurement is known by its signal, period, slice and definition", async () => {
  expect(await at.write([measurement(), measurement({ slice: "language=es" }), measurement({ definitionVersion: "2" })])).toMatchObject({ created: 3, errors: [] });
  expect(await at.write([measurement({ value: 0.8 })])).toMatchObject({ updated: 1 });
  expect(await at.ask("MATCH (m:Measurement {workspace: $workspace}) RETURN m.key ORDER BY m.key")).toEqual([
    "s#2026-01-01T00:00:00.000Z##", "s#2026-01-01T00:00:00.000Z##2", "s#2026-01-01T00:00:00.000Z#language=es#",
  ]);
});

test("aggregates over few cases or about one person are refused, unless a setting allows them", async () => {
  const small = [measurement({ n: 9, definitionVersion: "few" }), measurement({ slice: "person=jo" })];
  expect((await at.write(small)).errors.map(({ path }) => path)).toEqual(["n", "slice"]);
  expect(await load({ ...at.context(), smallCounts: true }, small, { action: "test" })).toMatchObject({ created: 2, errors: [] });
  expect((await at.write([measurement({ bins: [0, 1], counts: [1, 2] }), measurement({ periodEnd: "2025-01-01T00:00:00Z" })])).errors.map(({ path }) => path)).toEqual(["bins", "periodEnd"]);
});
