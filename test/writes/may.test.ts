import { beforeAll, expect, test } from "vitest";
import { endEdges } from "../../src/writes/endEdges.js";
import { merge, undoMerge } from "../../src/writes/merge.js";
import type { Item } from "../../src/writes/load.js";
import { retire } from "../../src/writes/retire.js";
import { domain, freshPlace, metric, model, over, task, type Place } from "./writing.js";

let at: Place;
const holding = (...roles: readonly string[]) => over(at.workspace, ["mine"], 2, roles);
const signal = { type: "Signal", key: "s", title: "S", observes: { type: "Task", key: "t" }, metric: "acc" };
const measurement = { type: "Measurement", signal: "s", periodStart: "2026-01-01T00:00:00Z", periodEnd: "2026-01-08T00:00:00Z", value: 0.9, n: 100 };
const person = (key: string, more: object = {}) => ({ type: "Principal", key: `person/${key}`, title: key, ...more });
const refused = (...items: readonly Item[]) => async (role: string) =>
  (await at.write(items, {}, holding(role))).errors.map(({ code, message }) => `${code} ${message}`);

beforeAll(async () => {
  at = await freshPlace();
  await at.given(domain("mine"), task("t", { domains: ["mine"] }), { type: "TaskVersion", key: "t@1" }, metric("acc"), signal,
    person("ben", { kind: "PERSON" }), { type: "Principal", key: "team/one", kind: "TEAM", title: "One" },
    { type: "Principal", key: "team/two", kind: "TEAM", title: "Two" }, person("joined", { kind: "PERSON", memberOf: ["team/one"] }));
});

test("whoever holds no role that writes is told which one is needed", async () => {
  for (const role of ["viewer", "auditor", "made-up"]) {
    await expect(at.write([task("new", { domains: ["mine"] })], {}, holding(role))).rejects.toThrow(`needs the role analyst or steward or operator, and you hold ${role}`);
    await expect(at.write([measurement], {}, holding(role))).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await expect(at.write([task("new")], { trusted: true }, holding())).rejects.toThrow("you hold none");
  expect(await at.write([task("new", { domains: ["mine"] }), measurement], {}, holding("viewer", "analyst"))).toMatchObject({ created: 2, errors: [] });
});

test("what every domain sees is written by stewards, and sent again as it is by anyone who writes", async () => {
  const asked = refused(metric("f1"), { type: "Slice", key: "language=es", dimension: "language", value: "es" }, metric("acc"));
  expect(await asked("analyst")).toEqual([expect.stringMatching(/^FORBIDDEN Metric:f1 needs the role steward or operator, and you hold analyst/), expect.stringContaining("Slice:language=es")]);
  expect(await asked("steward")).toEqual([]);
});

test("reviews are stewards'", async () => {
  const asked = refused({ type: "Review", key: "r", outcome: "APPROVE", subject: { type: "TaskVersion", key: "t@1" } });
  expect(await asked("analyst")).toEqual([expect.stringContaining("FORBIDDEN Review:r")]);
  expect(await at.ask("MATCH (v:TaskVersion {workspace: $workspace}) RETURN v.state")).toEqual(["DRAFT"]);
  expect(await asked("steward")).toEqual([]);
});

test("nobody but operators says what a principal is and to which teams it belongs", async () => {
  const one = (name: string) => expect.stringContaining(`FORBIDDEN Principal:person/${name} (its kind and its teams) needs the role operator, and you hold steward`);
  expect(await refused(person("ben", { title: "Ben" }))("steward")).toEqual([]);
  expect(await refused(person("ana", { kind: "PERSON" }), person("joined", { memberOf: ["team/two"] }))("steward")).toEqual([one("ana"), one("joined")]);
  expect(await refused(person("joined", { kind: "AGENT" }))("steward")).toEqual([one("joined")]);
  const end = [{ from: { label: "Principal", key: "person/joined" }, edge: "memberOf", to: { label: "Principal", key: "team/one" } }];
  expect((await endEdges(at.context(holding("steward")), end)).errors.map(({ code }) => code)).toEqual(["FORBIDDEN"]);
  expect(await endEdges(at.context(holding("operator")), end)).toMatchObject({ updated: 1, errors: [] });
  expect(await refused(person("ana", { kind: "PERSON" }))("operator")).toEqual([]);
});

test("a grant by an analyst is refused, however it comes in", async () => {
  const grant = { type: "Grant", role: "operator", principal: "person/ben", domain: "mine" };
  expect((await at.write([grant], { trusted: true }, { ...holding("analyst"), clearance: 3 })).errors).toMatchObject([{ code: "FORBIDDEN" }]);
});

test("retiring, ending edges and merging are stewards'", async () => {
  await at.given(model("a", { homeDomain: "mine" }), model("b", { homeDomain: "mine" }));
  const analyst = at.context(holding("analyst"));
  const reason = "needs the role steward or operator, and you hold analyst";
  await expect(retire(analyst, "Task", ["t"], "no longer")).rejects.toThrow(reason);
  await expect(endEdges(analyst, [])).rejects.toThrow(reason);
  await expect(merge(analyst, "Model", "a", "b")).rejects.toThrow(reason);
  await expect(undoMerge(analyst, "Model", "a")).rejects.toThrow(reason);
  expect((await merge(at.context(holding("steward")), "Model", "a", "b")).ids).toHaveLength(2);
});
