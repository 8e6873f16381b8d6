import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
const hour = 3_600_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const iso = (at: number) => new Date(at).toISOString();
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "help", title: "Help" }, { type: "Metric", key: "seconds", title: "Seconds", better: "LOWER", unit: "s" }, { type: "Slice", key: "language=es", dimension: "language", value: "es" },
    ...["late", "gaps", "bulk", "corrected"].map((key) => ({ type: "Signal", key, title: key, observes: { type: "Task", key: "help" }, metric: "seconds" })),
  ]);
});

interface Point { readonly signal: string; readonly periodStart: string; readonly periodEnd: string; readonly value: number; readonly n: number; readonly slice?: string; readonly stdErr?: number; readonly bins?: number[]; readonly counts?: number[] }
const point = (signal: string, from: number, value: number, rest: Partial<Point> & { readonly hours?: number } = {}): Point => {
  const { hours = 24, ...more } = rest;
  return { signal, periodStart: iso(start + from * hour), periodEnd: iso(start + (from + hours) * hour), value, n: 100, ...more };
};
const mutation = "mutation ($input: [RecordMeasurementInput!]!) { recordMeasurements(input: $input) { created updated unchanged errors { index path message } } }";
interface Recorded {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly errors: readonly { readonly index: number; readonly path: string; readonly message: string }[];
}
/** What an operation answers. */
async function answer<T>(source: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await ask(database, workspace, source, { variables });
  expect(errors).toEqual([]);
  return data as unknown as T;
}
const record = async (input: readonly Point[]) => (await answer<{ readonly recordMeasurements: Recorded }>(mutation, { input })).recordMeasurements;
interface Told { readonly signal: { readonly key: string }; readonly state: string; readonly changePoint: string | null; readonly evidence: { readonly points: number; readonly baselineMean: number | null } }
async function told(signal: string, asOf: number): Promise<Told> {
  const source = "query ($asOf: DateTime) { driftOutlook(input: { task: \"help\", asOf: $asOf }) { signals { signal { key } state changePoint evidence { points baselineMean } } } }";
  const { driftOutlook: { signals } } = await answer<{ readonly driftOutlook: { readonly signals: readonly Told[] } }>(source, { asOf: iso(start + asOf * hour) });
  return signals.find((each) => each.signal.key === signal)!;
}

/** 40 calm days about 5, then ten at 9. */
const days = (signal: string) => Array.from({ length: 50 }, (_, i) => point(signal, 24 * i, (i < 40 ? 5 : 9) + (i % 2 ? 1 : -1)));

test("a whole series comes in one command; in any order and in parts it gives the same answer", async () => {
  const shuffled = days("late").map((each, i) => [(i * 17) % 50, each] as const).sort(([a], [b]) => a - b).map(([, each]) => each);
  expect(await record(days("bulk"))).toEqual({ created: 50, updated: 0, unchanged: 0, errors: [] });
  expect(await record(shuffled.slice(20))).toMatchObject({ created: 30 });
  expect(await record(shuffled.slice(0, 25))).toMatchObject({ created: 20, unchanged: 5 });
  const [bulk, late] = [await told("bulk", 50 * 24), await told("late", 50 * 24)];
  expect(bulk).toMatchObject({ state: "DRIFTING", changePoint: iso(start + 40 * 24 * hour), evidence: { points: 50, baselineMean: 5 } });
  expect({ ...late, signal: null }).toEqual({ ...bulk, signal: null });
});

test("irregular periods with gaps are compared all the same, and those of one slice are none of all cases", async () => {
  const points = Array.from({ length: 60 }, (_, i) => ({ i, from: i * 30 + (i % 3) * 7 })).filter(({ i }) => i % 10 < 7)
    .map(({ i, from }) => point("gaps", from, (i < 40 ? 5 : 9) + (i % 2 ? 1 : -1), { hours: 5 + (i % 4) * 6 }));
  expect(await record([...points, ...points.map((each) => ({ ...each, value: 50, slice: "language=es" }))])).toMatchObject({ created: 84, errors: [] });
  expect(await told("gaps", 3000)).toMatchObject({ state: "DRIFTING", changePoint: points[28]!.periodStart, evidence: { points: 42 } });
});

test("the same period again corrects its value, and the audit keeps what it was, in bulk too", async () => {
  const points = days("corrected").slice(0, 12);
  await record(points);
  expect(await record(points.map((each, i) => (i < 2 ? { ...each, value: each.value + 0.25 } : each)))).toEqual({ created: 0, updated: 2, unchanged: 10, errors: [] });
  interface Entry { readonly target: string; readonly before: unknown; readonly after: unknown; readonly principal: string }
  const { measurements, auditEntries: { nodes: [entry] } } = await answer<{ readonly measurements: unknown; readonly auditEntries: { readonly nodes: readonly Entry[] } }>(`{ measurements(filter: { signal: { key: { eq: "corrected" } } }, orderBy: [{ field: PERIOD_START, direction: ASC }], first: 3) { totalCount nodes { value } }
    auditEntries(filter: { action: { eq: "recordMeasurements" } }, orderBy: [{ field: AT, direction: DESC }], first: 1) { nodes { target before after principal } } }`);
  expect(measurements).toEqual({ totalCount: 12, nodes: [{ value: 4.25 }, { value: 6.25 }, { value: 4 }] });
  const fields = (side: unknown) => ((typeof side === "string" ? JSON.parse(side) : side) as readonly { readonly fields: object }[]).map((each) => each.fields);
  expect(entry).toMatchObject({ target: "2 Measurement", principal: "local-owner" });
  expect([fields(entry!.before), fields(entry!.after)]).toEqual([[{ value: 4 }, { value: 6 }], [{ value: 4.25 }, { value: 6.25 }]]);
});

test("one period given twice in a command is written once where it says the same, and refused where it doesn't", async () => {
  const [a, b] = [point("corrected", 9000, 5), point("corrected", 9024, 5)];
  const { errors, ...counts } = await record([a, a, b, { ...b, value: 6 }]);
  expect(counts.created).toBeGreaterThan(0);
  expect(errors.map(({ index, message }) => [index, message])).toEqual([[3, expect.stringContaining("is given twice with different content; give it once.")]]);
});

test("figures that can't be are refused one by one, and all others written", async () => {
  const { created, errors } = await record([
    point("bulk", 2000, 5), point("bulk", 2024, 5, { stdErr: -1 }), point("bulk", 2048, 5, { bins: [0, 2, 1], counts: [3, 4] }), point("bulk", 2072, 5, { bins: [0, 1], counts: [-3] }),
    point("none", 2096, 5), point("bulk", 2120, 5, { hours: 0 }), point("bulk", 2144, 5, { n: 3 }),
  ]);
  expect(created).toBe(1);
  expect(errors.map(({ index, path }) => `${index} ${path}`)).toEqual(["1 stdErr", "2 bins", "3 counts", "4 signal", "5 periodEnd", "6 n"]);
});
