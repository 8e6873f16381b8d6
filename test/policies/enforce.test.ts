import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { decideDocuments, decideTask, type Intent } from "../../src/policies/enforce.js";
import { onTasks } from "../../src/policies/policies.queries.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant } from "../support/planted.js";

const workspace = freshWorkspace();
const id = (name: string) => `${workspace}_${name}`;
const viewer = { principal: "person/ana", scopes: [`${workspace}/support`], clearance: 3, roles: [] };
const intent = { workspace, task: id("reset"), action: "RETRIEVE", purpose: null, principal: "person/ana", asOf: "2026-03-01T00:00:00.000Z" } as const;
const most = (bound: number) => JSON.stringify({ on: "maxTokens", operator: "AT_MOST", bound });
/** Retired in spring. */
const gone = (name: string) => (name === "shelved" ? { retiredAt: "2026-04-15T00:00:00.000Z" } : {});
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  const node = (type: string, name: string, rest: object = {}) => ({ type, key: name, id: id(name), scope: `${workspace}/support`, ...rest });
  const policy = (name: string, effect: string, rest: object = {}) =>
    node("PolicyVersion", name, { effect, action: "RETRIEVE", state: "APPROVED", text: name, effectiveFrom: "2026-01-01T00:00:00.000Z", ...rest });
  await plant(database, workspace, [
    node("Domain", "root", { scope: `${workspace}/root` }), node("Domain", "support"), node("Domain", "legal"),
    node("Task", "help"), node("Task", "reset"),
    node("Principal", "person/ana", { scope: `${workspace}/*` }), node("Principal", "team/desk", { scope: `${workspace}/*` }),
    ...["plain", "secret", "reviewed", "permitted", "contract", "sold", "lapsed", "shelved"].flatMap((name) =>
      [node("Document", name, gone(name)), node("DocumentVersion", `${name}@1`, { sensitivity: ["secret", "reviewed", "permitted", "lapsed"].includes(name) ? 3 : 1, ...gone(name) })]),
    node("Review", "lapsed", { outcome: "APPROVE", recordedAt: "2026-02-01T00:00:00.000Z", validUntil: "2026-04-01T00:00:00.000Z" }),
    node("Review", "approval", { outcome: "APPROVE", action: "RETRIEVE", recordedAt: "2026-02-01T00:00:00.000Z" }),
    policy("no-contracts", "PROHIBIT", { scope: `${workspace}/root` }), policy("no-sales", "PROHIBIT", { purpose: "sales" }), policy("permit", "PERMIT"),
    policy("not-shelved", "PROHIBIT", { effectiveFrom: "2026-04-01T00:00:00.000Z" }),
    policy("first", "OBLIGE", { action: "PROMPT", constraint: most(900), effectiveTo: "2026-02-15T00:00:00.000Z" }),
    policy("second", "OBLIGE", { action: "PROMPT", constraint: most(500), effectiveFrom: "2026-02-15T00:00:00.000Z" }),
    policy("no-prompts", "PROHIBIT", { action: "PROMPT", effectiveFrom: "2026-04-01T00:00:00.000Z" }),
    policy("not-for-desk", "PROHIBIT"), policy("work", "PERMIT"), policy("keep", "OBLIGE", { constraint: `{"on":"retentionDays","operator":"AT_MOST","bound":30}` }),
  ], [
    [id("reset"), "SUBTASK_OF", id("help")], [id("support"), "SUBDOMAIN_OF", id("root")], [id("legal"), "SUBDOMAIN_OF", id("root")],
    [id("person/ana"), "MEMBER_OF", id("team/desk")],
    ...["plain", "secret", "reviewed", "permitted", "contract", "sold", "lapsed", "shelved"].map((name) => [id(`${name}@1`), "VERSION_OF", id(name)] as const),
    ...["plain", "secret", "reviewed", "permitted", "sold", "lapsed", "shelved"].map((name) => [id(name), "HOME_DOMAIN", id("support")] as const),
    [id("contract"), "ABOUT", id("legal")], [id("approval"), "REVIEWS", id("reviewed@1")],
    [id("no-contracts"), "GOVERNS", id("legal")], [id("no-sales"), "GOVERNS", id("sold")], [id("permit"), "GOVERNS", id("permitted@1")],
    [id("not-for-desk"), "GOVERNS", id("plain"), { validFrom: "2026-04-01T00:00:00.000Z" }], [id("not-for-desk"), "ASSIGNED_TO", id("team/desk")],
    [id("lapsed"), "REVIEWS", id("lapsed@1")], [id("not-shelved"), "GOVERNS", id("shelved")],
    ...["first", "second", "no-prompts"].map((name) => [id(name), "GOVERNS", id("reset")] as const),
    [id("work"), "GOVERNS", id("help")], [id("keep"), "GOVERNS", id("plain")],
  ]);
}, 60_000);

const denied = async (rest: Partial<Intent> = {}, now = rest.asOf ?? intent.asOf) =>
  (await decideDocuments(database, viewer, { ...intent, ...rest }, now)).denied.map((each) => each.slice(workspace.length + 1)).sort();

test("restricted documents need a permission or a review of their own; a prohibition binds those that may not read it", async () => {
  expect(await denied()).toEqual(["contract@1", "secret@1"]);
});

test("a purpose, a period and membership in a team decide", async () => {
  expect(await denied({ purpose: "sales" })).toEqual(["contract@1", "secret@1", "sold@1"]);
  expect(await denied({ asOf: "2026-05-01T00:00:00.000Z" })).toEqual(["contract@1", "lapsed@1", "plain@1", "secret@1"]);
  expect(await denied({ asOf: "2026-05-01T00:00:00.000Z", principal: "person/bo" })).toEqual(["contract@1", "lapsed@1", "secret@1"]);
  expect(await denied({ asOf: "2026-01-15T00:00:00.000Z" })).toEqual(["contract@1", "lapsed@1", "reviewed@1", "secret@1"]);
});

test("an earlier moment is no way around what was forbidden since, nor around what was only approved, permitted or retired since", async () => {
  const [before, after] = ["2026-03-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"];
  expect(await denied({ asOf: before }, after)).toEqual(["contract@1", "lapsed@1", "plain@1", "secret@1", "shelved@1"]);
  expect(await denied({ asOf: "2026-01-15T00:00:00.000Z" }, before)).toEqual(["contract@1", "lapsed@1", "reviewed@1", "secret@1"]);
  expect(await denied({ asOf: null }, after)).toEqual(await denied({ asOf: after }, after));
});

test("a task must be allowed then and now, with the duties of both", async () => {
  const at = (asOf: string, now: string) => decideTask(database, { ...intent, action: "PROMPT", asOf }, now);
  const [early, middle, late] = ["2026-01-15T00:00:00.000Z", "2026-03-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"];
  expect(await at(early, early)).toMatchObject({ allowed: true, duties: [id("first")] });
  expect(await at(early, middle)).toMatchObject({ allowed: true, duties: [id("first"), id("second")], bounds: [{ bound: 500, from: [id("second")] }, { bound: 900, from: [id("first")] }] });
  expect(await at(early, late)).toMatchObject({ allowed: false, why: "PROHIBITED", because: [id("no-prompts")] });
});

test("duties and bounds of single documents come with them", async () => {
  const { bound, task } = await decideDocuments(database, viewer, intent, intent.asOf);
  expect([...bound].map(([version, { duties, bounds }]) => [version, duties, bounds[0]!.bound])).toEqual([[id("plain@1"), [id("keep")], 30]]);
  expect(task).toMatchObject({ allowed: true, why: "PERMITTED", because: [id("work")] });
});

test("a narrower viewer is told neither a hidden policy nor one by way of a hidden node", async () => {
  const of = async (scopes: readonly string[] | null, clearance = 3) =>
    (await onTasks(database, { ...viewer, scopes, clearance }, { tasks: [id("reset")], action: null, asOf: intent.asOf })).map(({ key }) => key);
  expect(await of(null)).toEqual(["second", "work"]);
  expect(await of([`${workspace}/other`])).toEqual([]);
  expect(await of(null, 0)).toEqual([]);
});
