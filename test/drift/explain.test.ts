import { beforeAll, describe, expect, test } from "vitest";
import { changeInterval } from "../../src/drift/changeInterval.js";
import { coincidences, nearnessOf } from "../../src/drift/coincidences.js";
import type { Database } from "../../src/graph/database.js";
import { ask, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant } from "../support/planted.js";
import { incident, type Incident } from "./incidents.js";

const workspace = freshWorkspace();
const count = 200;
const incidents: readonly Incident[] = Array.from({ length: count }, (_, i) => incident(workspace, i));
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const metric = { type: "Metric", key: "points", id: `Metric_${workspace}_points`, better: "HIGHER", unit: "points", scope: `${workspace}/*` };
  await plant(database, workspace, [metric, ...incidents.flatMap(({ nodes }) => nodes)], incidents.flatMap(({ edges }) => edges));
});

interface Event {
  readonly node: { readonly id: string; readonly __typename: string };
  readonly nodes: readonly { readonly key: string }[];
  readonly path: readonly { readonly from: string; readonly type: string; readonly to: string }[];
  readonly relation: string;
  readonly score: number;
  readonly refutedBy: string;
}
interface Told {
  readonly changePoint: string;
  readonly from: string;
  readonly to: string;
  readonly mixChange: number | null;
  readonly withinChange: number | null;
  readonly coincides: readonly Event[];
}
const source = "query ($signal: String!, $changePoint: DateTime) { explainChange(signal: $signal, changePoint: $changePoint) { changePoint from to mixChange withinChange coincides { node { __typename id } nodes { ... on Node { key } } path { from type to } relation score refutedBy } } }";
async function explained(signal: string, changePoint: string | null = null): Promise<Told> {
  const { data, errors } = await ask(database, workspace, source, { variables: { signal, ...(changePoint !== null && { changePoint }) } });
  expect(errors).toEqual([]);
  return (data as unknown as { readonly explainChange: Told }).explainChange;
}
test("of 200 generated incidents with five decoys each, what was planted ranks first in 80 % or more", async () => {
  const firsts = await Promise.all(incidents.map(async (each) => ({ kind: each.kind, planted: each.planted, told: await explained(each.signal).catch(() => null) })));
  const isFirst = ({ planted, told }: (typeof firsts)[number]): boolean => told?.coincides[0]?.node.id === planted;
  const byKind = Object.fromEntries([...new Set(firsts.map(({ kind }) => kind))].map((kind) => [kind, `${firsts.filter((each) => each.kind === kind && isFirst(each)).length} of ${firsts.filter((each) => each.kind === kind).length}`]));
  expect(firsts.filter(isFirst).length / count, JSON.stringify(byKind)).toBeGreaterThanOrEqual(0.8);
});

test("it says `coincides`, never `caused`, and tells a way in the graph and how to refute it", async () => {
  const { signal, planted } = incidents.find(({ kind }) => kind === "ALIAS")!;
  const told = await explained(signal);
  const event = told.coincides.find(({ node: { id } }) => id === planted)!;
  expect(event).toMatchObject({ relation: "coincides", node: { __typename: "PromptVersion" }, refutedBy: expect.stringContaining("it wasn't this if both do alike") });
  expect(event.path.map(({ type }) => type)).toEqual(["OBSERVES", "FOR_TASK", "SERVES", "USES", "ALIAS"]);
  expect(event.nodes.map(({ key }) => key.replace(/^\d+-/, ""))).toEqual(["signal", "task", "first", "app@1", "prompt", "prompt@2"]);
  expect(told.coincides.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 6);
  expect(Date.parse(told.from)).toBeLessThan(Date.parse(told.changePoint));
  expect(Date.parse(told.to)).toBeGreaterThan(Date.parse(told.changePoint));
  expect(JSON.stringify(told)).not.toMatch(/caus/i);
});

test("a mix that moved is told from a change within slices", async () => {
  const { signal, planted } = incidents.find(({ kind }) => kind === "MIX")!;
  const { coincides, mixChange, withinChange } = await explained(signal);
  const event = coincides.find(({ node: { id } }) => id === planted)!;
  expect(event.path.map(({ type }) => type)).toEqual(["OF_SIGNAL", "ON_SLICE"]);
  expect(mixChange!).toBeLessThan(-1);
  expect(Math.abs(withinChange!)).toBeLessThan(Math.abs(mixChange!) / 2);
});

test("a viewer is told of nothing that it may not see", async () => {
  const { signal, planted } = incidents.find(({ kind }) => kind === "DEPLOYMENT")!;
  const hide = (scope: string) => database.write("test", (transaction) => transaction.run("MATCH (n:Deployment {id: $planted}) SET n.scope = $scope", { planted, scope }));
  await hide(`${workspace}/secret`);
  const { data, errors } = await ask(database, workspace, source, { variables: { signal, changePoint: null }, viewer: viewerOver(workspace, ["root"]) });
  await hide(`${workspace}/root`);
  expect(errors).toEqual([]);
  expect(JSON.stringify(data)).not.toContain(planted);
});

test("a moment without points around it is refused", async () => {
  const { errors } = await ask(database, workspace, source, { variables: { signal: incidents[0]!.signal, changePoint: "2020-01-01T00:00:00Z" } });
  expect(errors[0]).toMatch(/^The change point is 2020-01-01T00:00:00.000Z, and 0-signal has \d+ points to compare around it; give a moment with points before and after it\.$/);
});

describe("the interval of a change", () => {
  test("is one point where the step is clear", () => {
    const { weights, first, last } = changeInterval(Float64Array.of(0, 0.1, 0, 0.1, 0, 9, 9.1, 9, 9.1), 5);
    expect([first, last]).toEqual([5, 5]);
    expect([...weights.values()].reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10);
  });

  test("is worked by hand for four points: squares about the means of both parts, to the power -(n - 2) / 2", () => {
    const { weights } = changeInterval(Float64Array.of(0, 0, 2, 3), 2, 0.5);
    const raw = [0 + 14 / 3, 0 + 0.5, 8 / 3 + 0].map((each) => 1 / each);
    raw.forEach((each, i) => expect(weights.get(i + 1)!).toBeCloseTo(each / raw.reduce((sum, one) => sum + one, 0), 10));
  });
});

describe("an event", () => {
  const periods = Array.from({ length: 6 }, (_, i) => ({ start: i * 10, end: (i + 1) * 10 }));
  const timing = { periods, weights: new Map([[3, 1]]) };
  test("is near where most of its effect begins where the change did", () => {
    expect(nearnessOf(30, timing)).toBeCloseTo(0.85, 10);
    expect(nearnessOf(25, timing)).toBeCloseTo(0.85 * 0.5 + 0.15 * 0.5, 10);
    expect(nearnessOf(20, timing)).toBeCloseTo(0.15, 10);
    expect(nearnessOf(45, timing)).toBe(0);
    expect(nearnessOf(99, timing)).toBe(0);
  });

  test("counts once, by its shortest way; what serves all cases goes before what touches few of them, and near before far", () => {
    const far = { event: "Deployment_1", at: 30, path: [["s", "A", "t"], ["t", "B", "d"]] as [string, string, string][], touches: 1 };
    const found = coincidences([far, { ...far, path: far.path.slice(1) }, { ...far, event: "DocumentVersion_1", touches: 0.1 }, { ...far, event: "Deployment_2", at: 55 }], timing);
    expect(found.map(({ event }) => event)).toEqual(["Deployment_1", "DocumentVersion_1", "Deployment_2"]);
    expect(found[0]!.path).toHaveLength(1);
  });
});
