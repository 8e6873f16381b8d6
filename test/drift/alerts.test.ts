import { parse, subscribe, type ExecutionResult } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { feed, type FollowingContext } from "../../src/audit/offers.js";
import { alertMoves, type Looked } from "../../src/drift/alertMoves.js";
import { meantBaselines } from "../../src/drift/meantBaselines.js";
import { severityOf } from "../../src/drift/severity.js";
import { startWatch } from "../../src/drift/watch.js";
import type { Database } from "../../src/graph/database.js";
import { chained } from "../../src/writes/chain.js";
import { seal } from "../../src/writes/seal.js";
import { ask, contextFor, given, schema, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
const day = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const iso = (at: number) => new Date(at).toISOString();
let database: Database;

/** Daily points from a day on, `level` and one more or less. */
const points = (signal: string, from: number, length: number, level: number, more: object = {}) => Array.from({ length }, (_, i) => ({
  type: "Measurement", signal, periodStart: iso(start + (from + i) * day), periodEnd: iso(start + (from + i + 1) * day), value: level + (i % 2 ? 1 : -1), n: 100, ...more,
}));
const signal = (key: string, more: object = {}) => ({ type: "Signal", key, title: key, observes: { type: "Task", key: "help" }, metric: "seconds", ...more });

/** Lets the service look until nothing waits to be looked at. */
async function looked(): Promise<void> {
  const failures: unknown[] = [];
  const watch = startWatch({ database, failed: (error) => failures.push(error), lease: `drift-watch-${workspace}`, workspace, pace: { busy: 5, idle: 20 } });
  const waits = { name: "test", text: "MATCH (s:Signal {workspace: $workspace}) WHERE s.unwatched IS NOT NULL RETURN count(s) AS n", parameters: { workspace } };
  await expect.poll(async () => Number((await database.read(waits))[0]!.get("n")), { timeout: 100_000, interval: 20 }).toBe(0);
  await watch.stop();
  expect(failures).toEqual([]);
}

interface Alert {
  readonly key: string;
  readonly severity: string;
  readonly state: string;
  readonly since: string;
  readonly size: number;
  readonly change: number;
  readonly affects: readonly { readonly __typename: string; readonly key: string }[];
  readonly policyVersions: readonly { readonly key: string }[];
  readonly reviews: { readonly nodes: readonly { readonly comment: string; readonly reviewer: string }[] };
}
const alertFields = "key severity state since size change affects { __typename ... on Node { key } } policyVersions { key } reviews { nodes { comment reviewer } }";
async function answer<T>(source: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await ask(database, workspace, source, { variables });
  expect(errors).toEqual([]);
  return data as unknown as T;
}
const alertsOf = async (key: string) =>
  (await answer<{ readonly signal: { readonly alerts: { readonly nodes: readonly Alert[] } } }>(`query ($key: String!) { signal(key: $key) { alerts { nodes { ${alertFields} } } } }`, { key })).signal.alerts.nodes;
const baselinesOf = async (key: string) =>
  (await answer<{ readonly signal: { readonly baselines: { readonly nodes: readonly { readonly from: string; readonly reason: string; readonly becauseOf: { readonly key: string } | null }[] } } }>(
    "query ($key: String!) { signal(key: $key) { baselines { nodes { from reason becauseOf { ... on Node { key } } } } } }", { key })).signal.baselines.nodes;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "help", title: "Help" }, { type: "Metric", key: "seconds", title: "Seconds", better: "LOWER", unit: "s" }, { type: "Environment", key: "production", title: "Production" },
    { type: "Kpi", key: "wait", title: "Wait", floor: 8, task: "help", metric: "seconds" }, { type: "System", key: "app", title: "App", kind: "APP" },
    { type: "SystemVersion", key: "app@1", state: "APPROVED" }, { type: "SystemVersion", key: "app@2", state: "APPROVED" },
    { type: "Deployment", key: "first", systemVersion: "app@1", task: "help", environment: "production", validFrom: iso(start - day), validTo: iso(start + 20 * day) },
    { type: "Deployment", key: "second", systemVersion: "app@2", task: "help", environment: "production", validFrom: iso(start + 20 * day) },
    { type: "Policy", key: "speed", title: "Speed" },
    { type: "PolicyVersion", key: "speed@1", state: "APPROVED", effect: "OBLIGE", action: "DEPLOY", text: "Answer in 7 s.", effectiveFrom: iso(start), governs: [{ type: "Environment", key: "production", validFrom: iso(start) }], requires: [{ type: "Metric", key: "seconds", check: "speed", operator: "AT_MOST", bound: 7 }] },
    { type: "PolicyVersion", key: "speed@2", effect: "OBLIGE", action: "DEPLOY", text: "A draft.", effectiveFrom: iso(start), governs: [{ type: "Task", key: "help", validFrom: iso(start) }] },
    ...["calm", "slow", "back", "wrong", "wanted"].map((key) => signal(key)), signal("tracked", { threshold: 1, tracks: ["wait"] }), signal("version", { observes: { type: "SystemVersion", key: "app@2" } }), signal("settled"), signal("redefined"),
  ]);
});

test("a signal that gets worse raises one alert, with what it touches and the policies that speak of it", async () => {
  await given(database, workspace, [...points("calm", 0, 40, 5), ...points("tracked", 0, 40, 5), ...points("tracked", 40, 8, 9), ...points("version", 0, 40, 5), ...points("version", 40, 8, 9)]);
  await looked();
  expect(await alertsOf("calm")).toEqual([]);
  const [alert, ...others] = await alertsOf("tracked");
  expect(others).toEqual([]);
  expect(alert).toMatchObject({ severity: "CRITICAL", state: "OPEN", since: iso(start + 40 * day), change: 4, policyVersions: [{ key: "speed@1" }], reviews: { nodes: [] } });
  expect(alert!.key).toMatch(/^tracked#2026-02-1\dT00:00:00\.000Z$/);
  expect(alert!.size).toBeCloseTo(4, 0);
  expect(alert!.affects.map(({ __typename, key }) => `${__typename}:${key}`).sort()).toEqual(["Deployment:second", "Kpi:wait", "Task:help"]);
  expect((await alertsOf("version"))[0]!.affects.map(({ key }) => key).sort()).toEqual(["help", "second"]);
});

test("more of the same raises no other alert, whoever looks how often, and what comes back is resolved by itself", async () => {
  await given(database, workspace, [...points("back", 0, 40, 5), ...points("back", 40, 8, 9)]);
  await Promise.all([looked(), looked()]);
  const [first] = await alertsOf("back");
  await given(database, workspace, points("back", 48, 4, 9));
  await looked();
  expect(await alertsOf("back")).toEqual([first]);
  await given(database, workspace, points("back", 52, 10, 5));
  await looked();
  expect(await alertsOf("back")).toMatchObject([{ key: first!.key, state: "RESOLVED", reviews: { nodes: [{ comment: expect.stringMatching(/^The signal has come back, since 2026-/), reviewer: "evalgraph" }] } }]);
  await given(database, workspace, points("back", 62, 12, 9));
  await looked();
  expect((await alertsOf("back")).map(({ state }) => state).sort()).toEqual(["OPEN", "RESOLVED"]);
});

describe("alerts move by those who review them", () => {
  const acknowledge = "mutation ($key: String!, $reason: String!) { acknowledgeAlert(key: $key, reason: $reason) { key state } }";
  const resolve = "mutation ($key: String!, $how: AlertResolution!, $reason: String!) { resolveAlert(key: $key, how: $how, reason: $reason) { key state } }";

  test("a false alarm isn't raised again while nothing comes back", async () => {
    await given(database, workspace, [...points("wrong", 0, 40, 5), ...points("wrong", 40, 8, 9)]);
    await looked();
    const { key } = (await alertsOf("wrong"))[0]!;
    expect(await answer(acknowledge, { key, reason: "I look at it." })).toEqual({ acknowledgeAlert: { key, state: "ACKNOWLEDGED" } });
    expect((await ask(database, workspace, acknowledge, { variables: { key, reason: "Me too." } })).errors).toEqual([`Alert:${key} is ACKNOWLEDGED already; its reviews say by whom and why.`]);
    expect(await answer(resolve, { key, how: "FALSE_ALARM", reason: "The clock was wrong." })).toEqual({ resolveAlert: { key, state: "RESOLVED" } });
    expect((await alertsOf("wrong"))[0]!.reviews.nodes).toEqual(expect.arrayContaining([{ comment: "I look at it.", reviewer: "local-owner" }, { comment: "The clock was wrong.", reviewer: "local-owner" }]));
    await given(database, workspace, points("wrong", 48, 6, 9));
    await looked();
    expect((await alertsOf("wrong")).map(({ state }) => state)).toEqual(["RESOLVED"]);
  });

  test("an accepted change begins a baseline because of its review", async () => {
    await given(database, workspace, [...points("wanted", 0, 40, 5), ...points("wanted", 40, 8, 9)]);
    await looked();
    const { key, since } = (await alertsOf("wanted"))[0]!;
    await answer(resolve, { key, how: "ACCEPTED", reason: "Longer answers are wanted." });
    expect(await baselinesOf("wanted")).toEqual([{ from: since, reason: "Longer answers are wanted.", becauseOf: { key: expect.stringMatching(/^review\//) } }]);
    await given(database, workspace, points("wanted", 48, 20, 9));
    await looked();
    expect((await alertsOf("wanted")).map(({ state }) => state)).toEqual(["RESOLVED"]);
  });

  test("who may not review, or gives no reason, moves nothing", async () => {
    const [{ key }] = (await alertsOf("tracked")) as [Alert];
    const variables = { key, how: "FIXED", reason: "So." };
    expect((await ask(database, workspace, resolve, { variables, viewer: viewerOver(workspace, ["root"]) })).errors[0]).toMatch(/^`resolveAlert` needs the role steward or operator/);
    expect((await ask(database, workspace, resolve, { variables, viewer: viewerOver(workspace, ["elsewhere"]) })).errors[0]).toMatch(/^There is no Alert with the key/);
    expect((await ask(database, workspace, resolve, { variables: { ...variables, reason: " " } })).errors).toEqual(["The reason is empty; say in a sentence why, for those who read the alert later."]);
    expect((await alertsOf("tracked"))[0]).toMatchObject({ state: "OPEN" });
  });

  test("an upserted baseline accepts a change, too", async () => {
    await given(database, workspace, [{ type: "Baseline", signal: "tracked", from: iso(start + 40 * day), reason: "Meant." }], false);
    await looked();
    expect((await alertsOf("tracked"))[0]).toMatchObject({ state: "RESOLVED", reviews: { nodes: [{ reviewer: "evalgraph" }] } });
  });
});

test("an approved deployment with which nothing got worse begins a baseline, and so does another definition", async () => {
  await given(database, workspace, [...points("settled", 0, 20, 9), ...points("settled", 20, 26, 5), ...points("redefined", 25, 12, 5), ...points("redefined", 37, 3, 50, { definitionVersion: "2" })]);
  await looked();
  expect(await baselinesOf("settled")).toEqual([{ from: iso(start + 20 * day), reason: expect.stringMatching(/^second has served since/), becauseOf: { key: "second" } }]);
  expect(await baselinesOf("redefined")).toEqual([{ from: iso(start + 37 * day), reason: "Computed by definition \"2\" from here on, by none that was named before.", becauseOf: null }]);
  await given(database, workspace, points("settled", 46, 10, 8));
  await looked();
  expect((await alertsOf("settled")).map(({ state, change }) => [state, Math.round(change)])).toEqual([["OPEN", 3]]);
});

test("an alert says what of the change comes from another mix of slices, and what from within them", async () => {
  const slices = (from: number, length: number, share: number, es: number, en: number) => Array.from({ length }, (_, i) => {
    const figures = { type: "Measurement", signal: "mixed", periodStart: iso(start + (from + i) * day), periodEnd: iso(start + (from + i + 1) * day) };
    const noise = i % 2 ? 1 : -1;
    return [
      { ...figures, value: share * es + (1 - share) * en + noise, n: 1000 }, { ...figures, slice: "language=es", value: es + noise, n: 1000 * share }, { ...figures, slice: "language=en", value: en + noise, n: 1000 * (1 - share) },
    ];
  }).flat();
  await given(database, workspace, [
    signal("mixed"), ...["es", "en"].map((value) => ({ type: "Slice", key: `language=${value}`, dimension: "language", value })), ...slices(0, 40, 0.2, 15, 5), ...slices(40, 12, 0.6, 16, 6),
  ]);
  await looked();
  const [alert] = (await answer<{ readonly signal: { readonly alerts: { readonly nodes: readonly { readonly change: number; readonly mixChange: number; readonly withinChange: number }[] } } }>(
    "{ signal(key: \"mixed\") { alerts { nodes { change mixChange withinChange } } } }")).signal.alerts.nodes;
  expect(alert!.mixChange).toBeCloseTo(4, 6);
  expect(alert!.withinChange).toBeCloseTo(1, 6);
  expect(alert!.change).toBeGreaterThan(4);
});

test("those who follow them are told of alerts as they are raised, and of nothing else", async () => {
  await given(database, workspace, [signal("followed"), ...points("followed", 0, 40, 5), ...points("followed", 40, 8, 9)]);
  await looked();
  for (const kind of chained) while ((await seal(database, workspace, kind)) > 0);
  const events = feed({ graph: database, failed: () => {}, pace: 20 });
  const contextValue: FollowingContext = { ...contextFor(database, workspace), follow: events.follow, lastEvent: null };
  const told = await subscribe({ schema: schema(), document: parse("subscription { alertsRaised(after: \"0\") { event alerts { key signal { key } } } }"), contextValue }) as AsyncGenerator<ExecutionResult>;
  const raised: string[] = [];
  while (!raised.includes("followed")) {
    const { data, errors } = ((await told.next()) as IteratorYieldResult<ExecutionResult>).value;
    expect(errors).toBeUndefined();
    raised.push(...(data as unknown as { readonly alertsRaised: { readonly alerts: readonly { readonly signal: { readonly key: string } }[] } }).alertsRaised.alerts.map((each) => each.signal.key));
  }
  events.stop();
  expect(raised.filter((key) => key === "back")).toHaveLength(2);
  expect(raised.filter((key) => key === "wrong")).toHaveLength(1);
});

describe("what becomes of alerts", () => {
  const alert = { key: "s#1970-01-01T00:00:00.050Z", state: "OPEN", severity: "LOW", since: 40 } as const;
  const look = (more: Partial<Looked> = {}) => alertMoves({ signal: "s", outlook: { state: "DRIFTING", since: 50, changePoint: 40 }, alerts: [], baselines: [], severity: "LOW", ...more });
  test("follows from the state, the regime and the baselines", () => {
    expect(look()).toEqual([{ kind: "RAISE", key: alert.key, since: 40, severity: "LOW" }]);
    expect(look({ alerts: [alert] })).toEqual([]);
    expect(look({ alerts: [alert], severity: "HIGH" })).toEqual([{ kind: "WORSEN", key: alert.key, severity: "HIGH" }]);
    expect(look({ alerts: [{ ...alert, state: "RESOLVED" }] })).toEqual([]);
    expect(look({ alerts: [{ ...alert, state: "RESOLVED" }], outlook: { state: "DRIFTING", since: 90, changePoint: 80 } })).toMatchObject([{ kind: "RAISE", since: 80 }]);
    expect(look({ alerts: [alert], outlook: { state: "WATCH", since: 60, changePoint: 40 } })).toEqual([]);
    expect(look({ alerts: [alert], outlook: { state: "UNKNOWN", since: null, changePoint: null } })).toEqual([]);
    expect(look({ alerts: [alert], outlook: { state: "UNKNOWN", since: null, changePoint: null }, baselines: [40] })).toMatchObject([{ kind: "RESOLVE" }]);
  });

  test("a change before all points that are looked at hasn't come back because they are alike", () => {
    const calm = { state: "STABLE", since: 60, changePoint: null } as const;
    expect(look({ alerts: [alert], outlook: calm })).toMatchObject([{ kind: "RESOLVE" }]);
    expect(look({ alerts: [alert], outlook: calm, from: 20 })).toMatchObject([{ kind: "RESOLVE" }]);
    expect(look({ alerts: [alert], outlook: calm, from: 60 })).toEqual([]);
  });
});

test("severity follows from the floor of the KPI and the size in thresholds, or deviations", () => {
  const change = { better: "HIGHER", target: null, level: 0.8, change: -0.03, effect: 2, threshold: 0.02, floors: [0.7] } as const;
  expect(severityOf(change)).toBe("LOW");
  expect(severityOf({ ...change, change: -0.04 })).toBe("MEDIUM");
  expect(severityOf({ ...change, level: 0.69 })).toBe("HIGH");
  expect(severityOf({ ...change, level: 0.69, change: -0.1 })).toBe("CRITICAL");
  expect(severityOf({ ...change, threshold: null, effect: 3 })).toBe("MEDIUM");
  expect(severityOf({ ...change, better: "LOWER", level: 0.69 })).toBe("LOW");
});

test("a deployment begins no baseline before it has served long enough, where something got worse, or where it wasn't approved", () => {
  const some = Array.from({ length: 60 }, (_, i) => ({ start: i, end: i + 1, value: 1, n: null, stdErr: null, definition: null }));
  const one = { id: "d", key: "d", from: 30, approved: true };
  const fine = { state: "STABLE", changePoint: null } as const;
  expect(meantBaselines(some, [], [one], fine)).toMatchObject([{ from: 30, deployment: "d" }]);
  expect(meantBaselines(some, [], [{ ...one, from: 45 }], fine)).toEqual([]);
  expect(meantBaselines(some, [], [{ ...one, approved: false }], fine)).toEqual([]);
  expect(meantBaselines(some, [], [one], { state: "DRIFTING", changePoint: 30 })).toEqual([]);
  expect(meantBaselines(some, [], [one], { state: "WATCH", changePoint: null })).toEqual([]);
  expect(meantBaselines(some, [{ from: 25, because: ["d"] }], [one], fine)).toEqual([]);
  expect(meantBaselines(some, [{ from: 33, because: [] }], [one], fine)).toEqual([]);
});

test("a definition that is computed for the past, or beside the old one, begins one baseline at most", () => {
  const some = (definition: string, from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ start: from + i, end: from + i + 1, value: 1, n: null, stdErr: null, definition }));
  const beside = [...some("1", 0, 60), ...some("2", 40, 60)].sort((a, b) => a.start - b.start);
  const fine = { state: "STABLE", changePoint: null } as const;
  expect(meantBaselines(beside, [], [], fine)).toMatchObject([{ from: 40 }]);
  expect(meantBaselines(beside, [{ from: 40, because: [] }], [], fine)).toEqual([]);
  expect(meantBaselines([...some("1", 0, 60), ...some("2", 0, 60)], [], [], fine)).toEqual([]);
});
