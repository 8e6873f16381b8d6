import { beforeAll, expect, test } from "vitest";
import { rollbackPlan, signalAdvice, type SignalAdvice } from "../../src/drift/rollbackPlan.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
const day = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const iso = (at: number) => new Date(start + at * day).toISOString();
let database: Database;

/** Daily points, the level by the day, one more or less. */
const points = (signal: string, from: number, to: number, level: (i: number) => number) => Array.from({ length: to - from }, (_, i) => ({
  type: "Measurement", signal, periodStart: iso(from + i), periodEnd: iso(from + i + 1), value: level(from + i) + ((from + i) % 2 ? 0.5 : -0.5), n: 100,
}));
const system = (name: string, states: readonly string[]) => [
  { type: "System", key: name, title: name, kind: "APP" }, ...states.map((state, i) => ({ type: "SystemVersion", key: `${name}@${i + 1}`, state, codeRef: `${name}-${i}` })),
];
const deployment = (key: string, systemVersion: string, from: number, to?: number) => ({ type: "Deployment", key, systemVersion, task: "help", environment: "production", validFrom: iso(from), ...(to !== undefined && { validTo: iso(to) }) });

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "help", title: "Help" }, { type: "Metric", key: "seconds", title: "Seconds", better: "LOWER", unit: "s" }, { type: "Environment", key: "production", title: "Production" },
    ...system("app", ["APPROVED", "APPROVED", "RETIRED", "APPROVED"]), ...system("lone", ["APPROVED"]), ...system("fresh", ["APPROVED", "APPROVED"]),
    deployment("app-1", "app@1", 0, 20), deployment("app-3", "app@3", 20, 30), deployment("app-4", "app@4", 30), deployment("lone-1", "lone@1", 30), deployment("fresh-2", "fresh@2", 30),
    ...["app-4", "lone-1"].map((key) => ({ type: "Signal", key, title: key, threshold: 1, observes: { type: "Deployment", key }, metric: "seconds" })),
    ...["app-4", "lone-1"].flatMap((key) => points(key, 0, 40, (i) => (i < 31 ? 5 : 9))),
  ]);
});

const source = "mutation ($deployment: String!) { decideRollback(deployment: $deployment) { action escalate coldStart probability reason target { key } decision { kind outcome checks subject { ... on Node { key } } basedOn { ... on Node { key } } } } }";
interface Told {
  readonly action: string;
  readonly probability: number | null;
  readonly target: { readonly key: string } | null;
  readonly decision: { readonly outcome: string; readonly checks: { readonly signals: readonly { readonly advice: string }[]; readonly before: string | null }; readonly basedOn: readonly { readonly key: string }[] };
}
async function decided(key: string): Promise<Told> {
  const { data, errors } = await ask(database, workspace, source, { variables: { deployment: key } });
  expect(errors).toEqual([]);
  return (data as unknown as { readonly decideRollback: Told }).decideRollback;
}

test("goes back to the newest older version that is approved and isn't retired, and keeps why", async () => {
  await given(database, workspace, [{ type: "Alert", key: "app-4#2026-02-06T00:00:00.000Z", signal: "app-4", severity: "HIGH", state: "OPEN", since: iso(31), affects: [{ type: "Deployment", key: "app-4" }] }]);
  const told = await decided("app-4");
  expect(told).toMatchObject({
    action: "ROLL_BACK", escalate: false, coldStart: false, target: { key: "app@2" }, reason: "app-4 dropped; app@2 is the newest older version that is approved, though it neither served nor passed a gate.",
    decision: { kind: "ROLLBACK", outcome: "PASS", subject: { key: "app-4" }, basedOn: [{ key: "app-4#2026-02-06T00:00:00.000Z" }] },
  });
  expect(told.probability!).toBeGreaterThan(0.95);
  expect(told.decision.checks).toMatchObject({ suspect: "app@4", target: "app@2", before: null, signals: [{ signal: "app-4", advice: "ACT", alarmed: true, threshold: 1 }] });
});

test("stays by it while the probability is in between, and lets it go when it has fallen", async () => {
  await given(database, workspace, points("app-4", 40, 46, () => 4.5));
  const second = await decided("app-4");
  expect(second.decision.checks.before).toMatch(/^[0-9a-f]{64}$/);
  expect([second.action, second.decision.checks.signals[0]!.advice]).toEqual(["ROLL_BACK", "ACT"]);
  await given(database, workspace, points("app-4", 46, 90, () => 5));
  expect(await decided("app-4")).toMatchObject({ action: "KEEP", target: null, decision: { outcome: "FAIL" } });
});

test("without a version to go back to it is to be disabled, and a person called", async () => {
  expect(await decided("lone-1")).toMatchObject({ action: "DISABLE", escalate: true, target: null, decision: { outcome: "PASS" } });
});

test("at a cold start an alert goes back to the last approved version, and nothing is decided without one", async () => {
  expect(await decided("fresh-2")).toMatchObject({ action: "WAIT", coldStart: true, probability: null, decision: { outcome: "HOLD" } });
  await given(database, workspace, [{ type: "Alert", key: "by-hand#1", signal: "app-4", severity: "CRITICAL", state: "OPEN", since: iso(31), affects: [{ type: "Deployment", key: "fresh-2" }] }]);
  expect(await decided("fresh-2")).toMatchObject({ action: "ROLL_BACK", coldStart: true, target: { key: "fresh@1" } });
});

test("who may not write decides nothing, and an unknown deployment is an error", async () => {
  expect((await ask(database, workspace, source, { variables: { deployment: "app-4" }, viewer: viewerOver(workspace, ["root"]) })).errors[0]).toMatch(/^`decideRollback` needs the role analyst or steward or operator/);
  expect((await ask(database, workspace, source, { variables: { deployment: "none" } })).errors[0]).toMatch(/^There is no Deployment with the key "none"/);
});

test("a signal speaks of a deployment by what came after it began, whatever baseline began with it", () => {
  const watched = {
    key: "s", threshold: 1, better: "LOWER", target: null, unit: "s", baselines: [20], outlook: { state: "DRIFTING", changePoint: 20 },
    points: Array.from({ length: 30 }, (_, i) => ({ start: i, end: i + 1, value: (i < 20 ? 5 : 9) + (i % 2 ? 0.5 : -0.5), n: null, stdErr: null, definition: null })),
  } as const;
  expect(signalAdvice(watched, 20, 30, null)).toMatchObject({ advice: "ACT", alarmed: true, posterior: { points: 10, drop: expect.closeTo(4, 10) } });
  expect(signalAdvice({ ...watched, outlook: { state: "DRIFTING", changePoint: 10 } }, 20, 30, null)).toMatchObject({ advice: "KEEP", alarmed: false });
  expect(signalAdvice(watched, 20, 22, null)).toMatchObject({ advice: "WAIT" });
  expect(signalAdvice(watched, 0, 30, null)).toMatchObject({ posterior: { points: 10 } });
});

test("one signal that says so is enough; without any, alerts decide at a cold start only", () => {
  const says = (advice: SignalAdvice["advice"]): SignalAdvice => ({ signal: advice, advice, alarmed: advice === "ACT", threshold: 0, since: iso(0), posterior: { drop: 1, stdErr: 1, points: 5, probability: 0.8 } });
  const older = [{ key: "a@2", proven: false }, { key: "a@1", proven: true }];
  expect(rollbackPlan([says("KEEP"), says("ACT")], older, 0)).toMatchObject({ action: "ROLL_BACK", target: "a@2", probability: 0.8 });
  expect(rollbackPlan([says("ACT")], [], 0)).toMatchObject({ action: "DISABLE", escalate: true, target: null });
  expect(rollbackPlan([says("KEEP"), says("WAIT")], older, 1)).toMatchObject({ action: "KEEP" });
  expect(rollbackPlan([says("WAIT")], older, 1)).toMatchObject({ action: "WAIT" });
  expect(rollbackPlan([], older, 1)).toMatchObject({ action: "ROLL_BACK", target: "a@2", coldStart: true });
});
