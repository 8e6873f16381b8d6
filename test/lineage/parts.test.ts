import { beforeAll, expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import type { Database } from "../../src/graph/database.js";
import type { Way } from "../../src/lineage/hop.js";
import { lineage, type Lineage, type Place } from "../../src/lineage/lineage.js";
import { locate } from "../../src/reads/locate.js";
import { ask, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant } from "../support/planted.js";
import { counted, madeUp, modelOf, naming } from "./model.js";

const workspace = freshWorkspace();
const { typeOf, keyOf, id, nameOf } = naming(workspace);
const links = madeUp(11, 150, 14);
const made = [...new Set(links.flatMap(([from, , to]) => [from, to]))];
const hub = Array.from({ length: 40 }, (_, at) => `Run:r${String(at).padStart(2, "0")}`);
const ways: readonly Way[] = ["UPSTREAM", "DOWNSTREAM"];
const asOf = "2026-03-01T00:00:00.000Z";
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await plant(database, workspace, [...made, "DatasetVersion:hub@1", ...hub].map((name) => ({ type: typeOf(name), key: keyOf(name), id: id(name), ...(name === "Run:r07" && { scope: `${workspace}/secret` }) })), [
    ...links.map(([from, type, to]) => [id(from), type, id(to)] as const), ...hub.map((run) => [id(run), "USED", id("DatasetVersion:hub@1")] as const),
  ]);
}, 60_000);

const begin = async (name: string) => (await locate(catalogue.entities, database, owner, { workspace, asOf }, [{ type: typeOf(name), key: keyOf(name) }]))[0]!.element;
const edgesOf = ({ edges }: Pick<Lineage, "edges">) => edges.map(({ from, type, to }) => `${nameOf(from)} ${type} ${nameOf(to)}`);

/** All parts of an answer, each begun where the last was cut. */
async function parts(element: string, way: Way, limits: { readonly maxDepth: number; readonly maxNodes: number }, rest: { readonly stopAt?: readonly string[]; readonly viewer?: typeof owner } = {}): Promise<readonly Lineage[]> {
  const all: Lineage[] = [];
  for (let from: readonly Place[] | null = null; ;) {
    const reached = all.flatMap(({ nodes }) => nodes.map(({ node }) => node));
    const part: Lineage = await lineage(database, rest.viewer ?? owner, { element, way, asOf, ...limits, stopAt: rest.stopAt ?? [], resume: from && { from, reached } });
    all.push(part);
    expect(part.truncated === null).toBe(part.frontier.length === 0);
    if (part.truncated === null || all.length > 60) return all;
    from = part.frontier.map(({ node, distance, element: own }) => ({ id: node, distance, element: own }));
  }
}

test("the parts of a cut answer are together the one that isn't cut: nodes once, shortest distances, all edges, with and without stopAt", async () => {
  for (const [at, start] of made.filter((_, place) => place % 8 === 0).entries())
    for (const way of ways) {
      const stopAt = at % 2 ? ["Run", "SystemVersion"] : [];
      const expected = modelOf(links, start, way === "UPSTREAM", stopAt);
      const found = await parts(await begin(start), way, { maxDepth: 1 + (at % 3), maxNodes: 2 + (at % 7) }, { stopAt });
      expect(found.length).toBeLessThan(60);
      expect(found.flatMap(({ nodes }) => nodes.map(({ node, distance }) => `${nameOf(node)} ${distance}`)).sort()).toEqual([...expected.distances].map(([name, distance]) => `${name} ${distance}`).sort());
      expect(new Set(found.flatMap(edgesOf))).toEqual(expected.edges);
    }
}, 60_000);

test("facets count what was reached by kind and by distance", async () => {
  for (const start of made.filter((_, place) => place % 11 === 0)) {
    const { facets, truncated } = await lineage(database, owner, { element: await begin(start), way: "UPSTREAM", asOf, maxDepth: 40, maxNodes: 5000 });
    const reached = [...modelOf(links, start, true).distances].slice(1);
    expect(truncated).toBeNull();
    expect(new Map(facets.kinds.map(({ type, count }) => [type, count]))).toEqual(counted(reached.map(([name]) => typeOf(name))));
    expect(facets.distances).toEqual([...counted(reached.map(([, distance]) => distance))].sort(([one], [other]) => one - other).map(([distance, count]) => ({ distance, count })));
  }
}, 60_000);

test("more on one node than an answer takes comes in parts too, in the order of ids, and nothing hidden with it", async () => {
  const element = await begin("DatasetVersion:hub@1");
  const all = await parts(element, "DOWNSTREAM", { maxDepth: 5, maxNodes: 15 });
  expect(all.map(({ nodes, truncated }) => [nodes.length, truncated])).toEqual([[16, "NODES"], [15, "NODES"], [10, null]]);
  expect(all.flatMap(({ nodes }) => nodes.map(({ node }) => nameOf(node)))).toEqual(["DatasetVersion:hub@1", ...hub]);
  const narrow = await parts(element, "DOWNSTREAM", { maxDepth: 5, maxNodes: 15 }, { viewer: viewerOver(workspace, ["root"]) });
  expect(narrow.flatMap(({ nodes }) => nodes.map(({ node }) => nameOf(node)))).toEqual(["DatasetVersion:hub@1", ...hub.filter((run) => run !== "Run:r07")]);
});

test("through the API, what an answer says where it was cut goes on from there", async () => {
  const source = `query ($resume: LineageResumeInput) { lineage(of: { type: "DatasetVersion", key: "hub@1" }, direction: DOWNSTREAM, maxNodes: 30, stopAt: ["Run"], resume: $resume) {
    nodes { distance node { id key } } facets { kinds { type count } distances { distance count } } truncated frontier { key } cutAt { distance node { __typename key } } } }`;
  const told = async (resume: object | null) => {
    const { data, errors } = await ask(database, workspace, source, { variables: { resume } });
    expect(errors).toEqual([]);
    return (data as never as { lineage: { nodes: { distance: number; node: { id: string; key: string } }[]; facets: unknown; truncated: string | null; frontier: unknown; cutAt: { distance: number; node: { __typename: string; key: string } }[] } }).lineage;
  };
  const first = await told(null);
  expect(first).toMatchObject({ truncated: "NODES", frontier: [{ key: "hub@1" }], cutAt: [{ distance: 0, node: { __typename: "DatasetVersion", key: "hub@1" } }], facets: { kinds: [{ type: "Run", count: 30 }], distances: [{ distance: 1, count: 30 }] } });
  const rest = await told({ from: first.cutAt.map(({ distance, node }) => ({ type: node.__typename, key: node.key, distance })), reached: first.nodes.map(({ node }) => node.id) });
  expect(rest).toMatchObject({ truncated: null, cutAt: [], facets: { distances: [{ distance: 1, count: 10 }] } });
  expect([...first.nodes, ...rest.nodes].map(({ node }) => node.key)).toEqual(["hub@1", ...hub.map(keyOf)]);
});

test("a time bound is told, a wrong kind and a foreign place are refused", async () => {
  const told = (rest: string) => ask(database, workspace, `{ impact(of: { type: "DatasetVersion", key: "hub@1" }, ${rest}) { truncated facets { kinds { count } } } }`);
  expect((await told(`stopAt: ["Rum"]`)).errors[0]).toContain(`stopAt has "Rum"; expected types among`);
  expect((await told(`maxMilliseconds: 0`)).errors[0]).toContain("maxMilliseconds is 0; expected 1 to 20000");
  expect((await told(`resume: { from: [{ type: "Run", key: "none", distance: 1 }], reached: [] }`)).errors[0]).toContain(`There is no Run with the key "none"`);
  expect((await told(`maxMilliseconds: 20000`)).data).toEqual({ impact: { truncated: null, facets: { kinds: [{ count: 40 }] } } });
  const slow = { ...database, read: async (statement: Parameters<Database["read"]>[0]) => (await new Promise((done) => setTimeout(done, 5)), database.read(statement)) };
  const part = await lineage(slow, owner, { element: await begin("DatasetVersion:hub@1"), way: "DOWNSTREAM", asOf, maxDepth: 3, maxNodes: 100, maxMilliseconds: 1 });
  expect([part.truncated, part.nodes.length, part.frontier.length]).toEqual(["TIME", 41, 40]);
});
