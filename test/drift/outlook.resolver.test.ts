import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant, type Planted, type PlantedEdge } from "../support/planted.js";

const workspace = freshWorkspace();
const id = (type: string, key: string) => `${type}_${workspace}_${key}`;
const node = (type: string, key: string, rest: object = {}): Planted => ({ type, key, id: id(type, key), ...rest });
const day = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const iso = (at: number) => new Date(at).toISOString();
let database: Database;

/** Daily points of a signal: 40 calm ones, then 10 that are 4 higher. */
function signal(key: string, observes: string, rest: object = {}, length = 50): { readonly nodes: readonly Planted[]; readonly edges: readonly PlantedEdge[] } {
  const points = Array.from({ length }, (_, i) => node("Measurement", `${key}#${i}`, {
    value: (i < 40 ? 5 : 9) + (i % 2 ? 1 : -1), n: 100, periodStart: iso(start + i * day), periodEnd: iso(start + (i + 1) * day), origin: "MEASURED", ...rest,
  }));
  return {
    nodes: [node("Signal", key, rest), ...points],
    edges: [[id("Signal", key), "OBSERVES", observes], [id("Signal", key), "OF_METRIC", id("Metric", "seconds")], ...points.map(({ key: point }): PlantedEdge => [id("Measurement", point), "OF_SIGNAL", id("Signal", key)])],
  };
}

beforeAll(async () => {
  database = await testDatabase();
  const signals = [
    signal("slow", id("Deployment", "prod")), signal("short", id("Task", "reset"), {}, 5), signal("parent", id("Task", "help"), {}, 40), signal("old", id("Deployment", "before")),
    signal("secret", id("Task", "sso"), { scope: `${workspace}/secret` }), signal("served", id("SystemVersion", "app@1"), {}, 40), signal("reset-on", id("Task", "vpn")),
  ];
  await plant(database, workspace, [
    node("Metric", "seconds", { better: "LOWER", unit: "s", scope: `${workspace}/*` }), ...["help", "reset", "sso", "vpn", "far"].map((key) => node("Task", key)),
    node("Deployment", "prod", { validFrom: iso(start) }), node("Deployment", "before", { validFrom: iso(start - day), validTo: iso(start) }), node("SystemVersion", "app@1"),
    node("Baseline", "reset-on#1", { from: iso(start + 40 * day) }), node("Slice", "language=es", { scope: `${workspace}/*` }),
    node("Measurement", "sliced", { value: 99, n: 100, periodStart: iso(start), periodEnd: iso(start + day), origin: "SYNTHETIC" }), ...signals.flatMap(({ nodes }) => nodes),
  ], [
    [id("Task", "reset"), "SUBTASK_OF", id("Task", "help")], [id("Task", "sso"), "SUBTASK_OF", id("Task", "reset")], [id("Task", "vpn"), "RELATED_TO", id("Task", "reset"), { relation: "SIMILAR", origin: "DECLARED" }],
    [id("Deployment", "prod"), "FOR_TASK", id("Task", "reset")], [id("Deployment", "prod"), "SERVES", id("SystemVersion", "app@1")], [id("Deployment", "before"), "FOR_TASK", id("Task", "reset")],
    [id("Baseline", "reset-on#1"), "OF_SIGNAL", id("Signal", "reset-on")], [id("Measurement", "sliced"), "OF_SIGNAL", id("Signal", "short")], [id("Measurement", "sliced"), "ON_SLICE", id("Slice", "language=es")],
    ...signals.flatMap(({ edges }) => edges),
  ]);
}, 60_000);

const source = `query ($asOf: DateTime) { driftOutlook(input: { task: "reset", asOf: $asOf }) { asOf signals {
  signal { key } task { key } relation observed { __typename key } state reason changePoint since effect change origins evidence { points begins baselinePoints baselineMean settings { k h } } } } }`;
interface Told {
  readonly signal: { readonly key: string };
  readonly task: { readonly key: string };
  readonly relation: string;
  readonly observed: { readonly __typename: string };
  readonly state: string;
}
type Answer = { readonly driftOutlook: { readonly signals: readonly Told[] } };
const outlook = async (asOf: string, viewer = viewerOver(workspace, ["root"])) => {
  const { data, errors, statements } = await ask(database, workspace, source, { viewer, variables: { asOf } });
  expect(errors).toEqual([]);
  return { signals: (data as unknown as Answer).driftOutlook.signals, statements };
};

test("signals of the task, its deployment and system, parent and related tasks are told, most urgent first", async () => {
  const { signals, statements } = await outlook(iso(start + 60 * day));
  const told = signals.map(({ signal: { key }, task, relation, observed, state }) => [key, task.key, relation, observed.__typename, state]);
  expect(told).toEqual([
    ["slow", "reset", "SELF", "Deployment", "DRIFTING"], ["short", "reset", "SELF", "Task", "UNKNOWN"], ["reset-on", "vpn", "RELATED", "Task", "UNKNOWN"],
    ["served", "reset", "SELF", "SystemVersion", "STABLE"], ["parent", "help", "PARENT", "Task", "STABLE"],
  ]);
  expect(signals[0]).toMatchObject({
    changePoint: iso(start + 40 * day), change: 4, reason: null, origins: ["MEASURED"], evidence: { points: 50, begins: "FIRST_POINT", baselinePoints: 40, baselineMean: 5, settings: { k: 0.6, h: 6.06 } },
  });
  expect(signals[1]).toMatchObject({ reason: "There are 5 points to compare; more than 14 are needed.", changePoint: null });
  expect(signals[2]).toMatchObject({ evidence: { points: 10, begins: "BASELINE" } });
  expect(statements.filter(({ name }) => name.startsWith("drift/")).map(({ name }) => name)).toEqual(["drift/signals", "drift/series"]);
});

test("before the change nothing drifted", async () => {
  const { signals } = await outlook(iso(start + 40 * day));
  expect(signals.find(({ signal: { key } }) => key === "slow")).toMatchObject({ state: "STABLE", changePoint: null, evidence: { points: 40 } });
});

test("a task without signals has none, an unknown task is an error", async () => {
  expect((await ask(database, workspace, `{ driftOutlook(input: { task: "far" }) { signals { state } } }`)).data).toEqual({ driftOutlook: { signals: [] } });
  expect((await ask(database, workspace, `{ driftOutlook(input: { task: "none" }) { signals { state } } }`)).errors[0]).toMatch(/^There is no Task with the key "none"/);
});
