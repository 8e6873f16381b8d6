import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant, type Planted } from "../support/planted.js";

const workspace = freshWorkspace();
const id = (type: string, key: string) => `${type}_${workspace}_${key}`;
const task = (key: string, rest: object = {}): Planted => ({ type: "Task", key, id: id("Task", key), languages: [], tags: [], ...rest });
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  const evaluated = (key: string, subject: string, value: number, { state = "VALID", version = "reset@2", judge = false, slice = false } = {}) => ({
    nodes: [
      { type: "Evaluation", key, id: id("Evaluation", key), state, mode: "OFFLINE", origin: "MEASURED", at: "2026-02-01T00:00:00.000Z" },
      { type: "Score", key: `${key}#f1`, id: id("Score", key), value },
    ],
    edges: [
      [id("Evaluation", key), "ON", id("TaskVersion", version)], [id("Evaluation", key), "OF", id("ModelVersion", subject)], [id("Score", key), "OF_EVALUATION", id("Evaluation", key)],
      [id("Score", key), "OF_METRIC", id("Metric", "f1")], ...(judge ? [[id("Evaluation", key), "JUDGED_BY", id("SystemVersion", "judge@1")] as const] : []),
      ...(slice ? [[id("Score", key), "ON_SLICE", id("Slice", "language=es")] as const] : []),
    ] as const,
  });
  const evaluations = [
    evaluated("e1", "small@1", 0.5), evaluated("e2", "small@1", 0.6), evaluated("e3", "large@1", 0.7), evaluated("e4", "large@1", 0.9, { state: "PROVISIONAL" }),
    evaluated("e5", "small@1", 0.99, { version: "reset@1" }), evaluated("e6", "large@1", 0.95, { judge: true }), evaluated("e7", "large@1", 0.2, { slice: true }),
  ];
  const shared = { scope: `${workspace}/*` };
  const policy = (key: string, rest: object) =>
    ({ type: "PolicyVersion", key, id: id("PolicyVersion", key), action: "PROMPT", state: "APPROVED", text: key, version: "1", ordinal: 1, digest: key, effectiveFrom: "2026-01-01T00:00:00.000Z", ...rest });
  await plant(database, workspace, [
    task("help", { title: "Help" }), task("reset"), task("reset-sso"), task("reset-sso-app", { scope: `${workspace}/secret` }), task("print"),
    { type: "Domain", key: "it", id: id("Domain", "it") }, { type: "Metric", key: "f1", id: id("Metric", "f1"), better: "HIGHER", ...shared }, { type: "Slice", key: "language=es", id: id("Slice", "language=es"), ...shared },
    ...["reset@1", "reset@2"].map((key, at): Planted => ({ type: "TaskVersion", key, id: id("TaskVersion", key), state: "DRAFT", ordinal: at + 1, protocolDigest: key })),
    ...["small@1", "large@1"].map((key): Planted => ({ type: "ModelVersion", key, id: id("ModelVersion", key) })),
    { type: "SystemVersion", key: "judge@1", id: id("SystemVersion", "judge@1") },
    policy("may", { effect: "PERMIT" }), policy("must-not", { effect: "PROHIBIT", purpose: "sales" }), policy("brief", { effect: "OBLIGE", constraint: `{"on":"maxTokens","operator":"AT_MOST","bound":900}` }),
    policy("briefer", { effect: "OBLIGE", constraint: `{"on":"maxTokens","operator":"AT_MOST","bound":500}` }), policy("old", { effect: "PROHIBIT", effectiveTo: "2026-02-01T00:00:00.000Z" }),
    ...evaluations.flatMap(({ nodes }) => nodes),
  ], [
    [id("Task", "reset"), "SUBTASK_OF", id("Task", "help")], [id("Task", "reset-sso"), "SUBTASK_OF", id("Task", "reset")], [id("Task", "reset-sso-app"), "SUBTASK_OF", id("Task", "reset-sso")],
    [id("Task", "print"), "SUBTASK_OF", id("Task", "help"), { validTo: "2026-02-01T00:00:00.000Z" }], [id("Task", "reset"), "IN_DOMAIN", id("Domain", "it")],
    [id("TaskVersion", "reset@1"), "VERSION_OF", id("Task", "reset")], [id("TaskVersion", "reset@2"), "VERSION_OF", id("Task", "reset")],
    [id("PolicyVersion", "may"), "GOVERNS", id("Task", "help")], [id("PolicyVersion", "must-not"), "GOVERNS", id("Task", "reset")], [id("PolicyVersion", "brief"), "GOVERNS", id("Domain", "it")],
    [id("PolicyVersion", "briefer"), "GOVERNS", id("Task", "reset")], [id("PolicyVersion", "old"), "GOVERNS", id("Task", "reset")],
    ...evaluations.flatMap(({ edges }) => edges),
  ]);
}, 60_000);

test("ancestors and descendants come with their depth, one statement a hop and one planned read", async () => {
  const { data, errors, statements } = await ask(database, workspace, `{ task(key: "reset") { ancestors { nodes { depth task { key } } truncated } descendants { nodes { depth task { key } } truncated } } }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({ task: {
    ancestors: { nodes: [{ depth: 1, task: { key: "help" } }], truncated: null },
    descendants: { nodes: [{ depth: 1, task: { key: "reset-sso" } }, { depth: 2, task: { key: "reset-sso-app" } }], truncated: null },
  } });
  expect(statements.map(({ name }) => name).filter((name) => name.startsWith("tasks/")).sort()).toEqual(["tasks/parents", "tasks/parents", "tasks/subtasks", "tasks/subtasks", "tasks/subtasks"]);
  expect(statements).toHaveLength(8);
});

test("what is cut is told, what a viewer may not see isn't", async () => {
  const source = `{ task(key: "help") { descendants(maxDepth: 1) { nodes { task { key } } truncated frontier { key } } } }`;
  expect((await ask(database, workspace, source)).data).toEqual({ task: { descendants: { nodes: [{ task: { key: "reset" } }], truncated: "DEPTH", frontier: [{ key: "reset" }] } } });
  const all = `{ task(key: "reset-sso") { descendants { nodes { depth } truncated frontier { key } } } }`;
  expect((await ask(database, workspace, all, { viewer: viewerOver(workspace, ["root"]) })).data).toEqual({ task: { descendants: { nodes: [], truncated: null, frontier: [] } } });
});

test("the hierarchy is asked for as it was", async () => {
  const source = `{ task(key: "print") { now: ancestors { nodes { depth } } then: ancestors(asOf: "2026-01-15T00:00:00Z") { nodes { task { name } } } } }`;
  expect((await ask(database, workspace, source))).toMatchObject({ data: { task: { now: { nodes: [] }, then: { nodes: [{ task: { name: "Help" } }] } } }, errors: [] });
});

test("effective policies come with their way and what they decided, for a list of tasks in one statement", async () => {
  const source = `{ tasks(filter: { key: { in: ["reset", "print"] } }) { nodes { key effectivePolicies { policyVersion { key } outcome by { key } path { key } } } } }`;
  const { data, errors, statements } = await ask(database, workspace, source);
  expect(errors).toEqual([]);
  const shown = (data as unknown as { tasks: { nodes: { key: string; effectivePolicies: { policyVersion: { key: string }; outcome: string; by: { key: string }[]; path: { key: string }[] }[] }[] } }).tasks.nodes
    .map(({ key, effectivePolicies }) => [key, effectivePolicies.map((each) => [each.policyVersion.key, each.outcome, each.by.map((by) => by.key).join(), each.path.map((node) => node.key).join(" ")])]);
  expect(Object.fromEntries(shown)).toEqual({
    print: [],
    reset: [["briefer", "DUTY", "", "reset"], ["must-not", "EFFECTIVE", "", "reset"], ["brief", "TIGHTENED", "briefer", "reset it"], ["may", "EFFECTIVE", "", "reset help"]],
  });
  expect(statements.filter(({ name }) => name === "policies/onTasks")).toHaveLength(1);
});

test("for a purpose a prohibition overrides, and a past moment has its own policies", async () => {
  const source = `{ task(key: "reset") { sales: effectivePolicies(action: PROMPT, purpose: "sales") { policyVersion { key } outcome } past: effectivePolicies(asOf: "2026-01-15T00:00:00Z") { policyVersion { key } outcome } train: effectivePolicies(action: TRAIN) { outcome } } }`;
  const { sales, past, train } = (await ask(database, workspace, source)).data!["task"] as unknown as Record<string, { policyVersion: { key: string }; outcome: string }[]>;
  expect(sales!.at(-1)).toEqual({ policyVersion: { key: "may" }, outcome: "OVERRIDDEN" });
  expect(past!.map(({ policyVersion }) => policyVersion.key)).toContain("old");
  expect(train).toEqual([]);
});

test("a leaderboard holds the best valid score of each subject under the newest protocol and the usual judge", async () => {
  const source = `{ task(key: "reset") { leaderboard(metric: "f1") { value } es: leaderboard(metric: "f1", slice: "language=es") { value } old: leaderboard(metric: "f1", taskVersion: "reset@1") { value } } }`;
  const { data, errors } = await ask(database, workspace, source);
  expect(errors).toEqual([]);
  expect(data).toEqual({ task: { leaderboard: [{ value: 0.7 }, { value: 0.6 }], es: [{ value: 0.2 }], old: [{ value: 0.99 }] } });
  expect((await ask(database, workspace, `{ task(key: "reset") { leaderboard(metric: "f1", first: 0) { value } } }`)).errors).toEqual(["first is 0; expected 1 to 100."]);
});
