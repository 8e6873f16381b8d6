import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { finishMoves, moveOrClose } from "../../src/writes/largeMoves.js";
import { domain, freshPlace, metric, model, task, type Place } from "./writing.js";

const evaluation = { type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@1", at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 1, items: { keys: ["a"], values: [1] } }] };
const world = [domain("a"), domain("b"), task("t", { domains: ["a", "b"], homeDomain: "a" }), { type: "TaskVersion", key: "t@1" }, metric("acc"), model("m", { homeDomain: "b" }), { type: "ModelVersion", key: "m@1" }, evaluation];

/** Scope without the workspace, and effective sensitivity. */
const placeOf = async ({ ask, workspace }: Place, label: string) =>
  (await ask(`MATCH (n:${label} {workspace: $workspace}) RETURN n.scope + ' ' + n.sensitivity`) as string[]).map((each) => each.slice(workspace.length + 1));

test("everything is placed by its declaration", async () => {
  const place = await freshPlace();
  await place.given(...world, { type: "Principal", key: "person/ana", kind: "PERSON", title: "Ana" }, { type: "Grant", role: "viewer", principal: "person/ana", domain: "a" }, { type: "Experiment", key: "e", title: "E" });
  const placed = async (...labels: string[]) => (await Promise.all(labels.map((label) => placeOf(place, label)))).map((each) => each[0]);
  expect(await placed("Task", "TaskVersion", "Evaluation", "Score", "ItemResultSet")).toEqual(["a 1", "a 1", "a 1", "a 1", "a 1"]);
  expect(await placed("ModelVersion", "Metric", "Workspace", "Grant", "Experiment")).toEqual(["b 1", "* 0", "* 0", "#operators 0", "root 1"]);
  expect((await placeOf(place, "Domain")).sort()).toEqual(["a 1", "b 1", "root 1"]);
});

test("a part is as sensitive as the most sensitive of itself and what it is part of, an evaluation also as its subject and data", async () => {
  const place = await freshPlace();
  await place.given(...world);
  await place.write([{ type: "Model", key: "m", sensitivity: "RESTRICTED" }]);
  expect(await placeOf(place, "ModelVersion")).toEqual(["b 3"]);
  expect([await placeOf(place, "Evaluation"), await placeOf(place, "Score"), await placeOf(place, "ItemResultSet")]).toEqual([["a 3"], ["a 3"], ["a 3"]]);
  await place.write([{ type: "TaskVersion", key: "t@1", sensitivity: "CONFIDENTIAL" }]);
  await place.write([{ type: "Model", key: "m", sensitivity: null }]);
  expect([await placeOf(place, "ModelVersion"), await placeOf(place, "Score"), await placeOf(place, "Task")]).toEqual([["b 1"], ["a 2"], ["a 1"]]);
});

test("all parts move with a home", async () => {
  const place = await freshPlace();
  await place.given(...world);
  expect(await place.write([{ type: "Task", key: "t", homeDomain: "b" }])).toMatchObject({ updated: 1, errors: [] });
  for (const label of ["Task", "TaskVersion", "Evaluation", "Score", "ItemResultSet"]) expect(await placeOf(place, label)).toEqual(["b 1"]);
});

test("a task's home is one of its domains, the first unless given", async () => {
  const place = await freshPlace();
  await place.given(domain("a"), domain("b"), task("first", { domains: ["b", "a"] }), task("only", { homeDomain: "a" }), task("nowhere"));
  expect(await place.ask("MATCH (t:Task {workspace: $workspace}) RETURN t.key + ' ' + split(t.scope, '/')[1] ORDER BY t.key")).toEqual(["first b", "nowhere root", "only a"]);
  expect(await place.ask("MATCH (:Task {workspace: $workspace, key: 'only'})-[:IN_DOMAIN]->(d) RETURN d.key")).toEqual(["a"]);
  const { errors: [error] } = await place.write([task("other", { domains: ["a"], homeDomain: "b" })]);
  expect(error).toMatchObject({ path: "homeDomain", message: expect.stringContaining("give a home among them") });
});

test("what is part of something needs it", async () => {
  const place = await freshPlace();
  const { errors } = await place.write([{ type: "Prompt", key: "p", title: "P" }, { type: "Kpi", key: "k", title: "K" }]);
  expect(errors.map(({ path }) => path)).toEqual(["task", "task"]);
});

test("a move with very many parts closes first, and goes on where it was cut off", async () => {
  const place = await freshPlace();
  const { entities } = catalogue;
  const [, , id] = await place.given(...world);
  const move = { label: "Task", id: id!, scope: `${place.workspace}/b`, sensitivity: 1, own: 1 };
  await place.database.write("test", (transaction) => moveOrClose(transaction, entities, place.workspace, [move], 2));
  expect(await placeOf(place, "Task")).toEqual(["#operators 3"]);
  await finishMoves(place.database, entities, place.workspace);
  for (const label of ["Task", "TaskVersion", "Evaluation", "Score", "ItemResultSet"]) expect(await placeOf(place, label)).toEqual(["b 1"]);
  expect(await place.ask("MATCH (c:Command {workspace: $workspace}) WHERE c.key STARTS WITH 'move#' RETURN c.key")).toEqual([]);
});
