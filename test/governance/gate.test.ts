import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { run } from "../../src/commands/program.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { databaseAddress, freshWorkspace, testDatabase } from "../support/database.js";
import { withPrinted } from "../support/printed.js";

const printed = withPrinted();

const workspace = freshWorkspace();
let database: Database;

const questions = Array.from({ length: 40 }, (_, at) => `q${String(at).padStart(2, "0")}`);
const share = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** An evaluation with so many of forty right, and further scores without items. */
const evaluation = (key: string, right: number, scores: readonly object[] = [], more: object = {}) => {
  const values = questions.map((_, at) => Number(at < right));
  return {
    type: "Evaluation", subject: { type: "SystemVersion", key }, taskVersion: "answer@1", at: "2026-05-01T00:00:00Z", ...more,
    scores: [{ metric: "correct", value: share(values), n: 40, stdErr: 0.05, items: [{ keys: questions, values }] }, ...scores],
  };
};
const floors = (leaks: number, spanish: number) => [{ metric: "leaks", value: leaks }, { metric: "correct", slice: "language=es", value: spanish }];
const since = "2026-01-01T00:00:00Z";

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" }, { type: "Metric", key: "correct", title: "Correct", better: "HIGHER", min: 0, max: 1 }, { type: "Metric", key: "leaks", title: "Leaks", better: "LOWER" },
    { type: "Slice", key: "language=es", dimension: "language", value: "es" }, { type: "Environment", key: "production", title: "Production" }, { type: "Environment", key: "live", title: "Live" },
    { type: "Task", key: "support", title: "Support", domains: ["it"], homeDomain: "it" }, { type: "Task", key: "answer", title: "Answer", parent: "support", domains: ["it"], homeDomain: "it" }, { type: "Task", key: "bare", title: "Bare", domains: ["it"], homeDomain: "it" },
    { type: "TaskVersion", key: "answer@1", protocol: { fewShot: 0 }, metrics: [{ key: "correct", primary: true }, { key: "leaks", primary: false }], state: "APPROVED" },
    { type: "Kpi", key: "right-answers", title: "Right answers", target: 0.9, floor: 0.7, task: "answer", metric: "correct" },
    { type: "Policy", key: "release", title: "Release" },
    {
      type: "PolicyVersion", key: "release@1", state: "APPROVED", effect: "OBLIGE", action: "DEPLOY", text: "Leaks nothing, and knows Spanish.", effectiveFrom: since, governs: [{ type: "Environment", key: "production", validFrom: since }],
      requires: [
        { type: "Metric", key: "leaks", check: "leaks", operator: "AT_MOST", bound: 0.01 }, { type: "TaskVersion", key: "answer@1", check: "leaks" },
        { type: "Metric", key: "correct", check: "Spanish", operator: "AT_LEAST", bound: 0.5 }, { type: "TaskVersion", key: "answer@1", check: "Spanish" }, { type: "Slice", key: "language=es", check: "Spanish" },
      ],
    },
    { type: "System", key: "app", title: "App", kind: "APP", homeDomain: "it" }, { type: "System", key: "other", title: "Other", kind: "APP", homeDomain: "it" },
    ...["1", "2", "3", "4", "5"].map((version) => ({ type: "SystemVersion", key: `app@${version}`, state: "APPROVED" })), { type: "SystemVersion", key: "other@1", state: "APPROVED" },
  ]);
  await given(database, workspace, [
    { type: "System", key: "app", aliases: [{ key: "app@1", name: "production", validFrom: since }] },
    { type: "Deployment", key: "live", systemVersion: "app@1", task: "support", environment: "live", trafficShare: 1, validFrom: since },
    evaluation("app@1", 36, floors(0, 0.8)), evaluation("app@2", 37, floors(0, 0.8)), evaluation("app@3", 28, floors(0, 0.8)), evaluation("app@4", 36, floors(0.02, 0.4)), evaluation("app@5", 36),
  ]);
});

beforeEach(async () => {
  const { uri, user, password } = await databaseAddress();
  for (const [name, value] of Object.entries({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const gate = (candidate: string, ...more: readonly string[]) => run(["gate", "--workspace", workspace, "--candidate", candidate, "--task", "answer", ...(more.includes("--baseline") ? [] : ["--baseline", "production"]), ...more]);
interface Shown {
  readonly outcome: string;
  readonly baseline: string | null;
  readonly decision: string;
  readonly checks: readonly { readonly kind: string; readonly name: string; readonly result: string; readonly value: number | null; readonly bound: number | null; readonly evidence: readonly object[]; readonly paired?: { readonly regressed: readonly string[]; readonly p: number } }[];
}
const shown = async (candidate: string, ...more: readonly string[]) => ({ code: await gate(candidate, "--json", ...more), ...(JSON.parse(printed.out || "{}") as Shown) });
const results = ({ checks }: Shown) => checks.map(({ name, result, value, bound }) => [name, result, value, bound]);

test("what misses no floor and is no worse passes with 0, each check with value, bound and evidence", async () => {
  const passed = await shown("SystemVersion:app@2");
  expect(passed).toMatchObject({ code: 0, outcome: "PASS", baseline: "SystemVersion:app@1" });
  expect(results(passed)).toEqual([
    ["KPI right-answers", "PASS", 37 / 40, 0.7], ["release@1: Spanish", "PASS", 0.8, 0.5], ["release@1: leaks", "PASS", 0, 0.01], ["no regression on answer", "PASS", 37 / 40, 36 / 40],
  ]);
  expect(passed.checks.map(({ evidence }) => evidence.length)).toEqual([1, 1, 1, 2]);
});

test("a decision is kept with what it rests on, once for the same findings", async () => {
  const [first, again] = [await shown("SystemVersion:app@2"), (printed.out = "", await shown("SystemVersion:app@2"))];
  expect(again.decision).toBe(first.decision);
  const { data } = await ask(database, workspace, `{ node(id: "${first.decision}") { ... on Decision { kind outcome checks subject { ... on SystemVersion { key } } basedOn { __typename } } } }`);
  const { checks, ...rest } = (data as never as { readonly node: { readonly checks: { readonly baseline: string; readonly checks: readonly object[] } } }).node;
  expect(rest).toEqual({ kind: "GATE", outcome: "PASS", subject: { key: "app@2" }, basedOn: expect.arrayContaining([{ __typename: "PolicyVersion" }, { __typename: "Evaluation" }, { __typename: "Evaluation" }]) });
  expect(checks.baseline).toBe("SystemVersion:app@1");
  expect(checks.checks).toHaveLength(4);
});

test("a paired regression fails with 1 though every floor is kept, and names the items", async () => {
  const failed = await shown("SystemVersion:app@3");
  expect(failed).toMatchObject({ code: 1, outcome: "FAIL" });
  expect(failed.checks.filter(({ result }) => result === "FAIL")).toEqual([expect.objectContaining({ kind: "REGRESSION", value: 0.7, bound: 0.9, paired: expect.objectContaining({ regressed: questions.slice(28, 36) }) as unknown })]);
});

test("a missed floor fails with 1, also one of a policy on the environment, and says so in words", async () => {
  expect(await gate("SystemVersion:app@4")).toBe(1);
  expect(printed.out).toMatch(/^FAIL: SystemVersion:app@4 against SystemVersion:app@1\n/);
  expect(printed.out).toMatch(/ {2}FAIL {4}release@1: leaks: leaks on answer@1 is 0\.02, <= 0\.01\n {10}evaluation [0-9a-f]{12}, measured\n/);
  expect(printed.out).toMatch(/ {2}FAIL {4}release@1: Spanish: correct on answer@1, language=es is 0\.4, >= 0\.5\n/);
  expect(printed.out).toMatch(/ {2}PASS {4}no regression on answer: correct on answer is 0\.9, not worse than 0\.9\n {10}difference 0 /);
  expect(printed.out).toMatch(/The decision is kept as Decision_\w+\.\n$/);
  printed.out = "";
  expect((await shown("SystemVersion:app@4", "--environment", "live"))).toMatchObject({ code: 0, outcome: "PASS" });
});

test("what nothing was measured for holds it up, unless that is allowed", async () => {
  const held = await shown("SystemVersion:app@5");
  expect(held).toMatchObject({ code: 1, outcome: "HOLD" });
  expect(held.checks.map(({ result }) => result)).toEqual(["PASS", "UNKNOWN", "UNKNOWN", "PASS"]);
  printed.out = "";
  expect(await gate("SystemVersion:app@5")).toBe(1);
  expect(printed.out).toContain("  UNKNOWN release@1: leaks: leaks on answer@1 is not known, <= 0.01\n          The candidate has no valid score of it; record an evaluation with one.\n");
  printed.out = "";
  expect(await shown("SystemVersion:app@5", "--allow-unmeasured")).toMatchObject({ code: 0, outcome: "PASS" });
  printed.out = "";
  expect(await run(["gate", "--workspace", workspace, "--candidate", "SystemVersion:other@1", "--task", "bare", "--baseline", "none", "--allow-unmeasured"])).toBe(1);
  expect(printed.out).toMatch(/^HOLD: SystemVersion:other@1\n {2}No floor is set for the task/);
});

test("the baseline is what an alias or a deployment says now, a version, or none", async () => {
  expect(await shown("SystemVersion:app@2", "--baseline", "live")).toMatchObject({ code: 0, baseline: "SystemVersion:app@1" });
  printed.out = "";
  expect(await shown("System:app", "--baseline", "SystemVersion:app@2")).toMatchObject({ code: 1, baseline: "SystemVersion:app@2" });
  printed.out = "";
  expect(await shown("SystemVersion:app@3", "--baseline", "none")).toMatchObject({ code: 0, baseline: null });
});

test("what can't be gated says why", async () => {
  expect(await gate("SystemVersion:app@1")).toBe(1);
  expect(printed.err).toContain("The candidate app@1 is the baseline production itself");
  expect(await gate("SystemVersion:app@2", "--baseline", "nowhere")).toBe(1);
  expect(printed.err).toContain('Nothing stands as "nowhere"');
  expect(await gate("Task:answer")).toBe(1);
  expect(printed.err).toContain('--candidate is "Task:answer"; expected one of System, SystemVersion, Model, ModelVersion');
  expect(await gate("app@2")).toBe(1);
  expect(printed.err).toContain('--candidate is "app@2"; expected a type and a key');
  expect(await run(["gate", "--task", "answer"])).toBe(2);
});

test("a judge's verdicts hold nothing up by themselves, and do where a KPI has a floor on their metric", async () => {
  const judged = (key: string, right: number) => {
    const values = questions.map((_, at) => Number(at < right));
    return { type: "Evaluation", subject: { type: "SystemVersion", key }, taskVersion: "chat@1", judgedBy: "judge@1", at: "2026-05-01T00:00:00Z", scores: [{ metric: "helpful", value: share(values), n: 40, items: [{ keys: questions, values }] }] };
  };
  await given(database, workspace, [
    { type: "Task", key: "chat", title: "Chat", domains: ["it"], homeDomain: "it" }, { type: "TaskVersion", key: "chat@1", protocol: { fewShot: 0 }, state: "APPROVED" }, { type: "Metric", key: "helpful", title: "Helpful", better: "HIGHER", min: 0, max: 1 },
    { type: "System", key: "judge", title: "Judge", kind: "JUDGE", homeDomain: "it" }, { type: "SystemVersion", key: "judge@1", state: "APPROVED" },
  ]);
  await given(database, workspace, [judged("app@1", 38), judged("app@2", 10)]);
  const gated = async () => {
    printed.out = "";
    const code = await run(["gate", "--task", "chat", "--candidate", "SystemVersion:app@2", "--baseline", "SystemVersion:app@1", "--workspace", workspace, "--json"]);
    const { outcome, checks } = JSON.parse(printed.out) as { readonly outcome: string; readonly checks: readonly { readonly kind: string; readonly result: string; readonly metric: string; readonly note: string | null }[] };
    return { code, outcome, checks: checks.filter(({ kind }) => kind === "REGRESSION") };
  };
  expect(await gated()).toEqual({ code: 1, outcome: "HOLD", checks: [expect.objectContaining({ result: "UNKNOWN", metric: "helpful", note: expect.stringContaining("Only a judge's verdicts are there, helpful") as unknown })] });
  await given(database, workspace, [{ type: "Kpi", key: "helpfulness", title: "Helpfulness", target: 0.9, floor: 0.1, task: "chat", metric: "helpful" }]);
  expect(await gated()).toMatchObject({ code: 1, outcome: "FAIL", checks: [{ result: "FAIL", metric: "helpful" }] });
});
