import { beforeAll, expect, test } from "vitest";
import type { Item } from "../../src/writes/load.js";
import { domain, freshPlace, metric, model, over, task, type Place } from "./writing.js";

let at: Place;
beforeAll(async () => void (at = await freshPlace()));

const basics: readonly Item[] = [
  { type: "Evaluation", subject: { type: "ModelVersion", key: "m@a" }, taskVersion: "reset@1", at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 0.5, n: 100 }] },
  { type: "TaskVersion", key: "reset@1", protocol: { shots: 0 }, metrics: [{ key: "acc", primary: true }] },
  { type: "ModelVersion", key: "m@a", access: "WEIGHTS" },
  task("reset", { domains: ["it"], related: [{ key: "unlock", relation: "SIMILAR", origin: "DECLARED" }] }),
  task("unlock", { domains: ["it"], related: [{ key: "reset", relation: "SIMILAR", origin: "DECLARED" }] }),
  domain("it"), metric("acc"), model("m", { aliases: [{ key: "m@a", name: "production" }] }),
];

test("items may refer to later ones and to each other, and the same again changes nothing", async () => {
  const place = await freshPlace();
  const first = await place.write(basics);
  expect(first).toMatchObject({ created: basics.length, updated: 0, unchanged: 0, errors: [] });
  const entries = () => place.ask("MATCH (n:AuditEntry {workspace: $workspace}) RETURN count(n)");
  const before = await entries();
  expect(await place.write(basics)).toMatchObject({ ids: first.ids, created: 0, updated: 0, unchanged: basics.length, errors: [] });
  expect(await entries()).toEqual(before);
  expect(await place.ask("MATCH (n:Task {workspace: $workspace})-[r:RELATED_TO]->(m) RETURN count(r)")).toEqual([2]);
  expect(await place.ask("MATCH (:Model {workspace: $workspace})-[r:ALIAS]->(v:ModelVersion) RETURN r.name + ' ' + v.key")).toEqual(["production m@a"]);
});

test("a bad item is reported with its place and path, those that refer to it too, and the rest is written", async () => {
  const place = await freshPlace();
  const { errors, created, ids } = await place.write([
    task("ok"), task("a", { titel: "x" }), task("b", { riskTier: "SEVERE" }), task("c", { parent: "b" }), task("d", { parent: "c" }), { type: "Tsk", key: "e" }, { type: "Task", key: "f" },
    task("g#h"), { type: "ModelVersion", key: "none@1" }, { type: "PolicyVersion", key: "p@1", governs: [{ type: "Metric", key: "acc" }] },
  ]);
  expect(created).toBe(1);
  expect(ids.map((id) => id !== null)).toEqual([true, false, false, false, false, false, false, false, false, false]);
  expect(errors.map(({ index, path }) => `${index} ${path}`)).toEqual(["1 null", "2 riskTier", "3 parent", "4 parent", "5 type", "6 title", "7 key", "8 key", "9 governs.0.type"]);
  expect(errors.find(({ index }) => index === 2)!.message).toContain("SEVERE");
  expect(errors.find(({ index }) => index === 6)!.message).toContain("`title`");
  expect(errors.find(({ index }) => index === 8)!.message).toContain('There is no Model "none"');
});

test("a field left out stays, null clears it, and what is required can't be cleared", async () => {
  const place = await freshPlace();
  await place.given(task("t", { summary: "s", kind: "k", tags: ["x"], attributes: { a: [1] } }));
  expect(await place.write([{ type: "Task", key: "t", kind: null }])).toMatchObject({ updated: 1, errors: [] });
  expect(await place.ask("MATCH (t:Task {workspace: $workspace, key: 't'}) RETURN [t.summary, t.kind, t.tags, t.attributes]")).toEqual([["s", null, ["x"], '{"a":[1]}']]);
  expect((await place.write([{ type: "Task", key: "t", title: null }])).errors[0]!.message).toContain("can't be cleared");
});

test("a list replaces the edges of its own origin: what was inferred stays", async () => {
  const place = await freshPlace();
  await place.given(task("a"), task("b"), task("c"), task("t", { related: [
    { key: "a", relation: "SIMILAR", origin: "DECLARED" }, { key: "b", relation: "SIMILAR", origin: "INFERRED", weight: 0.4 },
  ] }));
  await place.write([{ type: "Task", key: "t", related: [{ key: "c", relation: "SIMILAR", origin: "DECLARED" }] }]);
  const holding = "MATCH (:Task {workspace: $workspace, key: 't'})-[r:RELATED_TO]->(m) WHERE r.validTo IS NULL RETURN m.key ORDER BY m.key";
  expect(await place.ask(holding)).toEqual(["b", "c"]);
  expect(await place.ask("MATCH (:Task {workspace: $workspace, key: 't'})-[r:RELATED_TO]->({key: 'a'}) RETURN r.validTo IS NOT NULL AND r.endRecordedAt IS NOT NULL")).toEqual([true]);
  expect((await place.write([{ type: "Task", key: "t", related: [{ key: "c", relation: "SIMILAR", origin: "INFERRED" }] }])).errors[0]!.message).toContain("only the service infers");
});

test("edges that are given again stay untouched; a new property ends the old edge and writes another", async () => {
  const place = await freshPlace();
  const related = (weight: number) => [{ type: "Task", key: "t", related: [{ key: "a", relation: "SIMILAR", origin: "DECLARED", weight }] }];
  await place.given(task("a"), task("t"));
  await place.write(related(0.5));
  const ids = () => place.ask("MATCH (:Task {workspace: $workspace, key: 't'})-[r:RELATED_TO]->() WHERE r.validTo IS NULL RETURN elementId(r)");
  const before = await ids();
  expect(await place.write(related(0.5))).toMatchObject({ unchanged: 1 });
  expect(await ids()).toEqual(before);
  expect(await place.write(related(0.9))).toMatchObject({ updated: 1 });
  expect(await ids()).not.toEqual(before);
  expect(await place.ask("MATCH (:Task {workspace: $workspace, key: 't'})-[r:RELATED_TO]->() RETURN r.weight ORDER BY r.weight")).toEqual([0.5, 0.9]);
});

test("at most a hundred ends of a `few` are kept", async () => {
  const keys = Array.from({ length: 101 }, (_, n) => `d${n}`);
  const { errors } = await at.write([...keys.map((key) => domain(key)), task("t", { domains: keys })]);
  expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining("at most 100")]);
});

test("a link to a hidden key is answered like one to a missing key, and a write to it is forbidden", async () => {
  const place = await freshPlace();
  await place.given(domain("mine"), domain("theirs"), task("secret", { domains: ["theirs"] }), task("restricted", { domains: ["mine"], sensitivity: "RESTRICTED" }));
  const viewer = over(place.workspace, ["mine"]);
  const asked = (parent: string) => place.write([task("new", { domains: ["mine"], parent })], {}, viewer).then(({ errors }) => errors[0]!);
  const [hidden, restricted, absent] = [await asked("secret"), await asked("restricted"), await asked("absent")];
  const normal = (text: string, key: string) => text.replaceAll(key, "KEY");
  expect(normal(hidden.message, "secret")).toBe(normal(absent.message, "absent"));
  expect(normal(restricted.message, "restricted")).toBe(normal(absent.message, "absent"));
  const forbidden = await place.write([task("secret", { title: "mine now" }), task("restricted", { title: "mine now" })], {}, viewer);
  expect(forbidden.errors.map(({ code }) => code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
  expect(await place.ask("MATCH (t:Task {workspace: $workspace, key: 'secret'}) RETURN t.title")).toEqual(["secret"]);
});

test("nobody writes what they wouldn't see", async () => {
  const place = await freshPlace();
  await place.given(domain("mine"), domain("theirs"));
  const viewer = over(place.workspace, ["mine"]);
  const { errors } = await place.write([task("a"), task("b", { domains: ["mine"], sensitivity: "RESTRICTED" }), task("c", { domains: ["theirs"] }), task("d", { domains: ["mine"] })], {}, viewer);
  expect(errors.map(({ index, code, path }) => `${index} ${code} ${path}`)).toEqual(["0 FORBIDDEN homeDomain", "1 FORBIDDEN sensitivity", "2 BAD_INPUT domains.0"]);
});

test("workspaces don't see each other: keys are their own and no edge leads out", async () => {
  const [one, other] = [await freshPlace(), await freshPlace()];
  await one.given(task("shared-name"));
  expect((await other.write([task("child", { parent: "shared-name" })])).errors[0]!.path).toBe("parent");
  await other.given(task("shared-name"), task("child", { parent: "shared-name" }));
  expect(await one.ask("MATCH (n {workspace: $workspace})-[r]-(m) WHERE m.workspace <> n.workspace RETURN count(r)")).toEqual([0]);
  expect(await one.ask("MATCH (w:Workspace {workspace: $workspace}) RETURN w.key")).toEqual([one.workspace]);
  await expect(one.database.read({ name: "x", text: "RETURN 1", parameters: {} })).resolves.toHaveLength(1);
});

test("one node given twice in one input must say the same", async () => {
  const place = await freshPlace();
  const { errors, ids } = await place.write([metric("m"), metric("m"), { ...metric("m"), better: "LOWER" }]);
  expect(ids[0]).toBe(ids[1]);
  expect(errors.map(({ index, code }) => `${index} ${code}`)).toEqual(["2 CONFLICT"]);
});

test("a command that is sent again under its idempotency key has its first answer", async () => {
  const place = await freshPlace();
  const first = await place.write([task("t")], { idempotencyKey: "k" });
  expect(first.created).toBe(1);
  expect(await place.write([task("t")], { idempotencyKey: "k" })).toEqual(first);
  await expect(place.write([task("u")], { idempotencyKey: "k" })).rejects.toThrow("used for another command");
});

test("a batch has one audit entry and one event for each scope, without numbers, and says who asserted to act", async () => {
  const place = await freshPlace();
  await place.write([domain("a"), domain("b"), task("x", { domains: ["a"] }), task("y", { domains: ["b"] }), task("z", { domains: ["b"] })], { action: "upsertTasks" });
  const entries = "MATCH (n:AuditEntry {workspace: $workspace}) WHERE n.number IS NULL RETURN [n.scope, n.principal, n.action, n.target] ORDER BY n.scope";
  const scope = (name: string) => `${place.workspace}/${name}`;
  expect(await place.ask(entries)).toEqual([
    [scope("*"), "local-owner", "upsertTasks", `Workspace:${place.workspace}`],
    [scope("a"), "local-owner", "upsertTasks", "1 Domain, 1 Task"],
    [scope("b"), "local-owner", "upsertTasks", "1 Domain, 2 Task"],
  ]);
  expect(await place.ask("MATCH (n:ChangeEvent {workspace: $workspace}) RETURN n.kind")).toEqual(["created", "created", "created"]);
  await place.write([{ type: "Task", key: "x", title: "new" }]);
  expect(await place.ask("MATCH (n:AuditEntry {workspace: $workspace, target: 'Task:x'}) RETURN [n.before, n.after]")).toEqual([['{"title":"x"}', '{"title":"new"}']]);
});

test("sixteen writers of one node all get through, and none of them is lost", async () => {
  const place = await freshPlace();
  await place.given(domain("d"));
  const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => place.write([task("t", { domains: ["d"], tags: ["x"] }), task(`t${n}`, { domains: ["d"] })])));
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(17);
});

test("a batch that the database refuses is halved until the bad item is found, and those that refer to it are told", async () => {
  const place = await freshPlace();
  const tooLongToIndex = "x".repeat(50_000);
  const { errors, created } = await place.write([...Array.from({ length: 8 }, (_, n) => task(`t${n}`)), task("bad", { title: tooLongToIndex }), task("child", { parent: "bad" })]);
  expect(errors.map(({ index }) => index)).toEqual([8, 9]);
  expect(errors[1]!.message).toContain("Task:bad is not written");
  expect(created).toBe(8);
});
