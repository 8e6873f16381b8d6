import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { decideDocuments, decideTask, type Intent } from "../../src/policies/enforce.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant, type PlantedEdge } from "../support/planted.js";

/** What was retired in spring is judged as of a moment before, and asked about after. */
const [before, spring, after] = ["2026-03-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"] as const;
const workspace = freshWorkspace();
const id = (name: string) => `${workspace}_${name}`;
const viewer = { principal: "person/ana", scopes: null, clearance: 3, roles: [] };
const intent: Intent = { workspace, task: id("reset"), action: "PROMPT", purpose: null, principal: "person/ana", asOf: before };
const documents = ["plain", "ours", "theirs", "above"] as const;
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  const node = (type: string, name: string, rest: object = {}) => ({ type, key: name, id: id(name), scope: `${workspace}/root`, ...rest });
  const gone = { retiredAt: spring };
  const policy = (name: string, effect: string, rest: object = {}) =>
    node("PolicyVersion", name, { effect, action: "PROMPT", state: "APPROVED", text: name, effectiveFrom: "2026-01-01T00:00:00.000Z", ...rest });
  const edges: readonly PlantedEdge[] = [
    [id("reset"), "SUBTASK_OF", id("help")], [id("help"), "SUBTASK_OF", id("support")], [id("reset"), "IN_DOMAIN", id("it")], [id("vault"), "SUBDOMAIN_OF", id("it")],
    [id("person/ana"), "MEMBER_OF", id("team/desk")],
    ...documents.map((name) => [id(`${name}@1`), "VERSION_OF", id(name)] as const), [id("above"), "HOME_DOMAIN", id("vault")],
    [id("early"), "GOVERNS", id("reset")], [id("late"), "GOVERNS", id("support")], [id("short-lived"), "GOVERNS", id("support")],
    [id("rule"), "GOVERNS", id("support")], [id("newer"), "SUPERSEDES", id("rule")], [id("newer"), "GOVERNS", id("support")],
    [id("not-plain"), "GOVERNS", id("plain")], [id("not-plain"), "ASSIGNED_TO", id("support")], [id("to-reset"), "GOVERNS", id("ours")], [id("to-reset"), "ASSIGNED_TO", id("reset")],
    [id("to-desk"), "GOVERNS", id("theirs")], [id("to-desk"), "ASSIGNED_TO", id("team/desk")], [id("to-all"), "GOVERNS", id("it")],
  ];
  await plant(database, workspace, [
    node("Domain", "it"), node("Domain", "vault", gone), node("Task", "support"), node("Task", "help", gone), node("Task", "reset", gone),
    node("Principal", "person/ana"), node("Principal", "team/desk", gone),
    ...documents.flatMap((name) => [node("Document", name), node("DocumentVersion", `${name}@1`, { sensitivity: name === "plain" ? 1 : 3 })]),
    policy("early", "OBLIGE", gone), policy("late", "OBLIGE", { effectiveFrom: spring }), policy("short-lived", "PROHIBIT", { ...gone, effectiveFrom: "2026-03-15T00:00:00.000Z" }),
    policy("rule", "OBLIGE"), policy("newer", "OBLIGE", gone),
    policy("not-plain", "PROHIBIT", { effectiveFrom: spring }), policy("to-reset", "PERMIT"), policy("to-desk", "PERMIT"), policy("to-all", "PERMIT"),
  ], edges);
});

test("a policy in force today binds a task that was retired, also by way of a task that was retired", async () => {
  const { allowed, duties } = await decideTask(database, intent, after);
  expect(allowed).toBe(true);
  expect(duties).toEqual(["early", "late", "newer", "rule"].map(id).sort());
});

test("what was in effect before binds beside it, and nothing that came and went in between", async () => {
  expect((await decideTask(database, intent, before)).duties).toEqual(["early", "newer"].map(id).sort());
  expect((await decideTask(database, { ...intent, asOf: null }, after)).rules).toEqual([]);
});

test("to a task, a team and by way of a domain that were retired, what is forbidden stays so and what was permitted is no longer", async () => {
  const denied = async (now: string) => (await decideDocuments(database, viewer, intent, now)).denied.map((each) => each.slice(workspace.length + 1)).sort();
  expect(await denied(before)).toEqual([]);
  expect(await denied(after)).toEqual(["above@1", "ours@1", "plain@1", "theirs@1"]);
});
