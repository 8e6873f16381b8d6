import { beforeAll, describe, expect, test } from "vitest";
import { leadMoves, sideBySide, tested } from "../../src/drift/leadMoves.js";
import { watchSignals } from "../../src/drift/watchSignals.js";
import { random } from "../../src/entity/random.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
const week = 7 * 86_400_000;
const start = Date.parse("2025-01-06T00:00:00Z");
const iso = (at: number) => new Date(start + at * week).toISOString();
let database: Database;

const next = random(7);
const noise = () => Array.from({ length: 12 }, next).reduce((sum, each) => sum + each, -6);
/** The KPI follows the early signal by two weeks, three for one; the other signal is noise. */
const early = Array.from({ length: 90 }, () => 10 + noise());
const figures: Readonly<Record<string, readonly number[]>> = { early, said: Array.from({ length: 90 }, () => 10 + noise()), other: Array.from({ length: 90 }, () => 10 + noise()), kpi: early.map((_, i) => 50 + 3 * (early[i - 2] ?? 10) + noise()) };
const measured = (signal: string, values: readonly number[], from = 0) => values.map((value, i) => ({ type: "Measurement", signal, periodStart: iso(from + i), periodEnd: iso(from + i + 1), value, n: 100 }));

interface Leads { readonly signals: { readonly nodes: readonly { readonly key: string; readonly leads: readonly { readonly lag: string | null; readonly effect: number | null; readonly node: { readonly key: string } }[] }[] } }
async function leads(): Promise<Readonly<Record<string, readonly { readonly lag: string | null; readonly effect: number | null; readonly node: { readonly key: string } }[]>>> {
  const { data, errors } = await ask(database, workspace, "{ signals { nodes { key leads { lag effect node { key } } } } }");
  expect(errors).toEqual([]);
  return Object.fromEntries((data as unknown as Leads).signals.nodes.map((each) => [each.key, each.leads]));
}
async function look(): Promise<void> {
  const rows = await database.read({ name: "test", text: "MATCH (s:Signal {workspace: $workspace}) RETURN s.id AS id", parameters: { workspace } });
  expect(await watchSignals(database, workspace, rows.map((row) => row.get("id") as string))).toEqual([]);
}

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "help", title: "Help" }, { type: "Task", key: "part", title: "Part", parent: "help" }, { type: "Metric", key: "seconds", title: "Seconds", better: "LOWER", unit: "s" },
    { type: "Kpi", key: "wait", title: "Wait", task: "help", metric: "seconds" }, { type: "Kpi", key: "far", title: "Measured by nobody", task: "help", metric: "seconds" },
    { type: "Signal", key: "kpi", title: "kpi", observes: { type: "Task", key: "help" }, metric: "seconds", tracks: ["wait"] },
    { type: "Signal", key: "early", title: "early", observes: { type: "Task", key: "part" }, metric: "seconds" },
    { type: "Signal", key: "other", title: "other", observes: { type: "Task", key: "help" }, metric: "seconds", leads: [{ key: "wait", lag: "P1W", effect: 2, origin: "INFERRED" }, { key: "far", lag: "P1W", effect: 1, origin: "INFERRED" }] },
    { type: "Signal", key: "said", title: "said", observes: { type: "Task", key: "help" }, metric: "seconds", leads: [{ key: "wait", lag: "P1W", effect: 2 }] },
    ...Object.entries(figures).flatMap(([signal, values]) => measured(signal, values)),
  ]);
});

test("a signal that leads a KPI is said to, one that doesn't no longer is, and what can't be tested or was declared stays", async () => {
  await look();
  const found = await leads();
  expect(found["early"]).toEqual([{ lag: "P2W", effect: expect.any(Number), node: { key: "wait" } }]);
  expect(found["early"]![0]!.effect).toBeCloseTo(3, 0);
  expect(found["other"]).toEqual([{ lag: "P1W", effect: 1, node: { key: "far" } }]);
  expect(found["kpi"]).toEqual([]);
  expect(found["said"]).toEqual([{ lag: "P1W", effect: 2, node: { key: "wait" } }]);
  const before = await database.read({ name: "test", text: "MATCH (:Signal {workspace: $workspace, key: 'other'})-[leads:LEADS]->(k:Kpi {key: 'wait'}) RETURN leads.validTo IS NOT NULL AS ended", parameters: { workspace } });
  expect(before.map((row) => row.get("ended"))).toEqual([true]);
});

test("the same look again writes nothing", async () => {
  const entries = async () => Number((await database.read({ name: "test", text: "MATCH (e:AuditEntry {workspace: $workspace}) RETURN count(e) AS n", parameters: { workspace } }))[0]!.get("n"));
  const before = await entries();
  await look();
  expect(await entries()).toBe(before);
});

describe("what a signal is said to lead", () => {
  const lead = { lag: 2, correlation: 0.8, low: 0.6, high: 0.9, effect: 3.04, backtest: { forecasts: 50, alone: 2, withSignal: 1, p: 0.001 } };
  const trial = { kpi: "wait", lead, period: week };
  test("is written where it is new or has moved, and left where it hardly has", () => {
    expect(leadMoves([], [trial])).toMatchObject([{ kpi: "wait", lag: "P2W", effect: 3, origin: "INFERRED" }]);
    expect(leadMoves([{ kpi: "wait", lag: "P2W", effect: 2.9, origin: "INFERRED" }], [trial])).toBeNull();
    expect(leadMoves([{ kpi: "wait", lag: "P1W", effect: 3, origin: "INFERRED" }], [trial])).toMatchObject([{ kpi: "wait", lag: "P2W", effect: 3, origin: "INFERRED" }]);
    expect(leadMoves([{ kpi: "wait", lag: "P2W", effect: 3, origin: "INFERRED" }], [{ ...trial, lead: null }])).toEqual([]);
    expect(leadMoves([{ kpi: "wait", lag: "P5W", effect: 1, origin: "DECLARED" }], [trial])).toBeNull();
    expect(leadMoves([{ kpi: "far", lag: null, effect: null, origin: "INFERRED" }], [])).toBeNull();
    expect(leadMoves([], [{ ...trial, period: 86_400_000 }])).toMatchObject([{ lag: "P2D" }]);
    expect(leadMoves([], [{ ...trial, period: 5_400_000 }])).toMatchObject([{ lag: "PT3H" }]);
  });

  test("takes the less chance to be so, the more is tried", () => {
    const weak = { ...trial, lead: { ...lead, backtest: { ...lead.backtest, p: 0.04 } } };
    expect(leadMoves([], [weak])).toHaveLength(1);
    expect(leadMoves([], [weak, { ...trial, kpi: "b", lead: null }])).toBeNull();
  });

  test("is tried on the periods that both were measured in, gaps left open", () => {
    const points = (length: number, without: readonly number[] = []) => Array.from({ length }, (_, i) => ({ start: i * week, end: (i + 1) * week, value: i, n: null, stdErr: null, definition: null })).filter((_, i) => !without.includes(i));
    expect(sideBySide(points(32), points(40))).toBeNull();
    const both = sideBySide(points(40, [3]), points(40, [5]))!;
    expect([both.period, both.kpi.length, both.signal[3], both.kpi[5], both.signal[6]]).toEqual([week, 40, NaN, NaN, 6]);
    expect(tested(both).period).toBe(week);
  });
});
