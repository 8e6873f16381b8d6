import { expect, test } from "vitest";
import { endEdges } from "../../src/writes/endEdges.js";
import { merge, undoMerge } from "../../src/writes/merge.js";
import { retire } from "../../src/writes/retire.js";
import { domain, freshPlace, metric, model, over, task, type Place } from "./writing.js";

const ref = (label: string, key: string) => ({ label, key });

test("edges are ended, not taken away, and what can't be ended is reported", async () => {
  const place = await freshPlace();
  await place.given(domain("a"), domain("b"), task("p"), task("t", { domains: ["a", "b"], parent: "p" }));
  const end = (edge: string, to: { label: string; key: string }) => ({ from: ref("Task", "t"), edge, to });
  const { errors, updated } = await endEdges(place.context(), [end("parent", ref("Task", "p")), end("domains", ref("Domain", "b")), end("domains", ref("Domain", "a")), end("homeDomain", ref("Domain", "a")), end("parent", ref("Task", "x"))]);
  expect(updated).toBe(2);
  expect(errors.map(({ index, path }) => `${index} ${path}`).sort()).toEqual(["2 to", "3 edge", "4 to"]);
  expect(await place.ask("MATCH (:Task {workspace: $workspace, key: 't'})-[r:IN_DOMAIN|SUBTASK_OF]->(m) RETURN m.key + ' ' + (r.validTo IS NULL) ORDER BY m.key")).toEqual(["a true", "b false", "p false"]);
});

test("what is retired is hidden with its parts, its key stays taken, and nothing is deleted", async () => {
  const place = await freshPlace();
  await place.given(domain("a"), task("t", { domains: ["a"] }), { type: "TaskVersion", key: "t@1" }, metric("acc"), model("m"), { type: "ModelVersion", key: "m@1" },
    { type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@1", at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 1 }] });
  expect(await retire(place.context(), "Task", ["t", "none"], "no longer asked")).toMatchObject({ updated: 1, errors: [{ index: 1 }] });
  expect(await place.ask("MATCH (n {workspace: $workspace}) WHERE n.retiredAt IS NOT NULL RETURN labels(n)[0] ORDER BY labels(n)[0]")).toEqual(["Evaluation", "Score", "Task", "TaskVersion"]);
  expect(await retire(place.context(), "Task", ["t"], "again")).toMatchObject({ unchanged: 1 });
  expect((await place.write([task("t")])).errors[0]).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("was retired") });
  expect((await place.write([task("u", { parent: "t" })])).errors[0]!.message).toContain("There is no Task");
  expect(await place.ask("MATCH (n:AuditEntry {workspace: $workspace, action: 'retire'}) RETURN n.after")).toEqual([expect.stringContaining("no longer asked")]);
  expect((await retire(place.context(over(place.workspace, ["b"])), "Model", ["m"], "not mine")).errors[0]!.code).toBe("FORBIDDEN");
});

const edges = ({ ask }: Place) => ask(`MATCH (n:Model {workspace: $workspace})-[r]-(m) WHERE type(r) <> 'HOME_DOMAIN'
  RETURN n.key + ' ' + type(r) + ' ' + m.key + ' ' + coalesce(m.ordinal, 0) ORDER BY n.key, type(r), m.key`);

test("a merge moves edges to the one that stays, and undoing it moves them back", async () => {
  const place = await freshPlace();
  await place.given(domain("x"), domain("y"), model("a", { homeDomain: "x" }), { type: "ModelVersion", key: "a@1" }, model("b", { homeDomain: "y" }), { type: "ModelVersion", key: "b@1" }, { type: "ModelVersion", key: "b@2" },
    { type: "ExternalRef", system: "mlflow", externalId: "7", identifies: { type: "Model", key: "b" } });
  const before = await edges(place);
  await merge(place.context(), "Model", "b", "a");
  expect(await edges(place)).toEqual(["a IDENTIFIES mlflow##7 0", "a SAME_AS b 0", "a VERSION_OF a@1 1", "a VERSION_OF b@1 2", "a VERSION_OF b@2 3", "b SAME_AS a 0"]);
  expect(await place.ask("MATCH (v:ModelVersion {workspace: $workspace, key: 'b@1'}) RETURN v.scope")).toEqual([`${place.workspace}/x`]);
  expect((await place.write([model("b")])).errors[0]!.message).toContain("was merged into a");
  expect(await place.write([{ type: "ModelVersion", key: "b@1" }])).toMatchObject({ unchanged: 1 });
  await expect(merge(place.context(), "Model", "b", "a")).rejects.toThrow("merged into a already");
  await undoMerge(place.context(), "Model", "b");
  expect(await edges(place)).toEqual(before);
  expect(await place.ask("MATCH (v:ModelVersion {workspace: $workspace, key: 'b@1'}) RETURN v.scope")).toEqual([`${place.workspace}/y`]);
  expect(await place.ask("MATCH (n:Model {workspace: $workspace})-[r]-() WHERE r.movedFrom IS NOT NULL OR r.ordinalBefore IS NOT NULL RETURN type(r)")).toEqual([]);
});

test("a link to what was merged leads to what it was merged into; merges are undone from the last", async () => {
  const place = await freshPlace();
  await place.given(model("a"), model("b"), model("c"), { type: "ModelVersion", key: "b@1" });
  await merge(place.context(), "Model", "b", "a");
  await merge(place.context(), "Model", "a", "c");
  await place.given({ type: "ExternalRef", system: "hub", externalId: "b", identifies: { type: "Model", key: "b" } });
  expect(await place.ask("MATCH (:ExternalRef {workspace: $workspace})-[:IDENTIFIES]->(m) RETURN m.key")).toEqual(["c"]);
  await expect(undoMerge(place.context(), "Model", "b")).rejects.toThrow("undo that merge first");
  await undoMerge(place.context(), "Model", "a");
  await undoMerge(place.context(), "Model", "b");
  expect(await place.ask("MATCH (:ModelVersion {workspace: $workspace, key: 'b@1'})-[:VERSION_OF]->(m) RETURN m.key")).toEqual(["b"]);
});
