import { beforeAll, describe, expect, test } from "vitest";
import { endEdges } from "../../src/writes/endEdges.js";
import { merge, undoMerge } from "../../src/writes/merge.js";
import type { Item } from "../../src/writes/load.js";
import { retire } from "../../src/writes/retire.js";
import { viewer } from "../../src/workspaces/viewer.js";
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

describe("who is steward of one domain and reader of another", () => {
  let place: Place;
  const narrow = () => viewer("person/ana", [{ workspace: place.workspace, grants: [{ role: "steward", domains: ["a", "a1"] }, { role: "viewer", domains: ["b"] }] }]);
  const write = async (...items: readonly Item[]) => (await place.write(items, {}, narrow())).errors.map(({ code, message }) => `${code} ${message}`);
  const notInB = (what: string, needed: string) => `FORBIDDEN ${what} needs the role ${needed}, and you hold viewer over ${place.workspace}/b; ask someone who holds it.`;
  const scopeOf = (key: string) => place.ask("MATCH (t:Task {workspace: $workspace, key: $key}) RETURN split(t.scope, '/')[1]", { key });
  const writer = "analyst or steward or operator";
  const steward = "steward or operator";

  beforeAll(async () => {
    place = await freshPlace();
    const at = (home: string) => [task(`of-${home}`, { domains: [home] }), { type: "TaskVersion", key: `of-${home}@1` }, model(`m-${home}`, { homeDomain: home }), model(`n-${home}`, { homeDomain: home })];
    await place.given(domain("a"), domain("a1", { parent: "a" }), domain("b"), domain("c"), ...at("a"), ...at("a1"), ...at("b"), ...at("c"),
      { type: "Principal", key: "person/ben", kind: "PERSON", title: "Ben" });
  });

  test("writes in the first and below, not in the second", async () => {
    expect(await write(task("new-a", { domains: ["a"] }), task("new-a1", { domains: ["a1"] }), task("new-b", { domains: ["b"] }))).toEqual([notInB("Task:new-b", writer)]);
    expect(await write({ type: "Task", key: "of-a", title: "Mine" }, { type: "Task", key: "of-b", title: "Mine" }, { type: "TaskVersion", key: "of-b@2" })).toEqual([notInB("Task:of-b", writer), notInB("TaskVersion:of-b@2", writer)]);
    expect(await write({ type: "Task", key: "of-b", title: "of-b" }, metric("shared-by-all"))).toEqual([]);
  });

  test("moves nothing from one to the other", async () => {
    const moved = await write({ type: "Task", key: "of-b", domains: ["a"], homeDomain: "a" }, { type: "Task", key: "of-a", domains: ["b"], homeDomain: "b" }, model("m-a", { homeDomain: "b" }));
    expect(moved).toEqual([notInB("Task:of-b", writer), notInB("Task:of-a", writer), notInB("Model:m-a", writer)]);
    expect([await scopeOf("of-a"), await scopeOf("of-b")]).toEqual([["a"], ["b"]]);
    expect(await write(task("goes", { domains: ["a"] }), { type: "Task", key: "of-a1", domains: ["a"], homeDomain: "a" })).toEqual([]);
    expect(await scopeOf("of-a1")).toEqual(["a"]);
  });

  test("makes domains below the first, with what is in them, and none below the second", async () => {
    expect(await write(domain("a2", { parent: "a" }), domain("a21", { parent: "a2" }), task("in-a21", { domains: ["a21"] }))).toEqual([]);
    expect(await write(domain("b1", { parent: "b" }))).toEqual([notInB("Domain:b1", writer)]);
    expect(await write({ type: "Domain", key: "a1", parent: "b" }, { type: "Domain", key: "b", parent: "a" })).toEqual([notInB("Domain:a1", writer), notInB("Domain:b", writer)]);
  });

  test("retires, and ends edges, in the first only", async () => {
    await place.given(task("old-a", { domains: ["a", "a1"], homeDomain: "a" }), task("old-b", { domains: ["b", "a"], homeDomain: "b" }));
    const end = (key: string, to: string) => ({ from: { label: "Task", key }, edge: "domains", to: { label: "Domain", key: to } });
    const ended = await endEdges(place.context(narrow()), [end("old-a", "a1"), end("old-b", "a")]);
    expect([ended.updated, ended.errors.map(({ code, message }) => `${code} ${message}`)]).toEqual([1, [notInB("Task:old-b", steward)]]);
    const retired = await retire(place.context(narrow()), "Task", ["old-a", "old-b"], "no longer");
    expect([retired.updated, retired.errors.map(({ code, message }) => `${code} ${message}`)]).toEqual([1, [notInB("Task:old-b", steward)]]);
  });

  test("ends no edge as a steward where it is an analyst", async () => {
    await place.given(task("analysed", { domains: ["b", "a"], homeDomain: "b" }));
    const mixed = { ...viewer("person/ana", [{ workspace: place.workspace, grants: [{ role: "steward", domains: ["a"] }, { role: "analyst", domains: ["b"] }] }]) };
    const { errors } = await endEdges(place.context(mixed), [{ from: { label: "Task", key: "analysed" }, edge: "domains", to: { label: "Domain", key: "a" } }]);
    expect(errors).toMatchObject([{ code: "FORBIDDEN", message: expect.stringContaining("you hold analyst over") as string }]);
  });

  test("merges only what is in the first", async () => {
    const merging = (from: string, into: string) => merge(place.context(narrow()), "Model", from, into).then(() => "done", ({ code, message }: { code: string; message: string }) => `${code} ${message}`);
    expect(await merging("m-a", "n-b")).toBe(notInB("Model:n-b", steward));
    expect(await merging("m-b", "m-a")).toBe(notInB("Model:m-b", steward));
    expect(await merging("m-a", "m-a1")).toBe("done");
    await merge(place.context(), "Model", "m-b", "n-b");
    await expect(undoMerge(place.context(narrow()), "Model", "m-b")).rejects.toThrow(`you hold viewer over ${place.workspace}/b`);
  });

  test("reviews only what is in the first", async () => {
    const review = (home: string) => ({ type: "Review", key: `review-${home}`, outcome: "APPROVE", subject: { type: "TaskVersion", key: `of-${home}@1` } });
    expect(await write(review("a"), review("b"))).toEqual([notInB("Review:review-b", steward)]);
    expect(await place.ask("MATCH (v:TaskVersion {workspace: $workspace}) WHERE v.key IN ['of-a@1', 'of-b@1'] RETURN v.state ORDER BY v.key")).toEqual(["APPROVED", "DRAFT"]);
  });

  test("grants roles over the first only", async () => {
    const grant = (over: string) => ({ type: "Grant", role: "analyst", principal: "person/ben", domain: over });
    const { errors } = await place.write([grant("a"), grant("b")], { trusted: true }, narrow());
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([expect.stringContaining(`you hold viewer over ${place.workspace}/b`)]);
  });

  test("is told nothing of what is in a third", async () => {
    const third = await write({ type: "Task", key: "of-c", title: "Mine" }, { type: "TaskVersion", key: "of-c@1", sensitivity: "RESTRICTED" });
    expect(third).toEqual(["FORBIDDEN Task:of-c can't be written by you; take another key.", "FORBIDDEN TaskVersion:of-c@1 can't be written by you; take another key."]);
    expect((await retire(place.context(narrow()), "Task", ["of-c"], "no longer")).errors.map(({ message }) => message)).toEqual(["Task:of-c can't be retired by you; ask someone with a grant over it."]);
    await expect(merge(place.context(narrow()), "Model", "m-a1", "m-c")).rejects.toThrow("Model:m-c can't be written by you");
  });

  test("an operator of another workspace gains nothing in this one", async () => {
    const both = viewer("person/ana", [{ workspace: place.workspace, grants: [{ role: "viewer", domains: ["b"] }] }, { workspace: "elsewhere", grants: [{ role: "operator", domains: ["b"] }] }]);
    await expect(place.write([metric("theirs")], {}, both)).rejects.toThrow(`you hold viewer over ${place.workspace}/*`);
    const here = viewer("person/ana", [{ workspace: place.workspace, grants: [{ role: "steward", domains: ["a"] }] }, { workspace: "elsewhere", grants: [{ role: "operator", domains: ["a"] }] }]);
    expect((await place.write([{ type: "Principal", key: "person/ben", kind: "AGENT" }], {}, here)).errors.map(({ message }) => message))
      .toEqual([`Principal:person/ben (its kind and its teams) needs the role operator, and you hold steward over ${place.workspace}/*; ask someone who holds it.`]);
  });
});
