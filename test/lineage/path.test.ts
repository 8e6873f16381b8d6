import { beforeAll, expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import type { Database } from "../../src/graph/database.js";
import type { Way } from "../../src/lineage/hop.js";
import { lineagePath, type LineagePath } from "../../src/lineage/lineagePath.js";
import type { Link } from "./walk.js";
import { locate } from "../../src/reads/locate.js";
import { ask, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant, type PlantedEdge } from "../support/planted.js";
import { madeUp, modelOf, naming } from "./model.js";

const workspace = freshWorkspace();
const { typeOf, keyOf, id, nameOf } = naming(workspace);
const links = madeUp(5, 110, 16);
const made = [...new Set(links.flatMap(([from, , to]) => [from, to]))];
/** A deployment of a system whose model floats, and beside it a long way through what only some see. */
const story = ["Deployment:d", "SystemVersion:s@1", "Model:m", "ModelVersion:m@1", "ModelVersion:m@2", "DatasetVersion:x@1", "Run:secret"];
const edge = (from: string, type: string, to: string, properties = {}): PlantedEdge => [id(from), type, id(to), properties];
const asOf = "2026-03-01T00:00:00.000Z";
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await plant(database, workspace, [...made, ...story].map((name) => ({ type: typeOf(name), key: keyOf(name), id: id(name), ...(name === "Run:secret" && { scope: `${workspace}/secret` }) })), [
    ...links.map((link) => edge(...link)), edge("Deployment:d", "SERVES", "SystemVersion:s@1"), edge("SystemVersion:s@1", "USES", "Model:m", { alias: "production" }),
    ...[1, 2].map((version) => edge(`ModelVersion:m@${version}`, "VERSION_OF", "Model:m")), edge("ModelVersion:m@2", "DERIVED_FROM", "ModelVersion:m@1"),
    edge("Model:m", "ALIAS", "ModelVersion:m@1", { name: "production", validTo: "2026-02-01T00:00:00.000Z" }), edge("Model:m", "ALIAS", "ModelVersion:m@2", { name: "production", validFrom: "2026-02-01T00:00:00.000Z" }),
    edge("ModelVersion:m@1", "GENERATED_BY", "Run:secret"), edge("Run:secret", "USED", "DatasetVersion:x@1"),
  ]);
}, 60_000);

const path = async (from: string, to: string, { way = null as Way | null, maxDepth = 30, maxNodes = 5000, viewer = owner, at = asOf } = {}) => {
  const [start, end] = await locate(catalogue.entities, database, owner, { workspace, asOf: at }, [from, to].map((name) => ({ type: typeOf(name), key: keyOf(name) })));
  return lineagePath(database, viewer, { from: start!.element, to: end!.element, way, asOf: at, maxDepth, maxNodes });
};
const names = ({ nodes }: LineagePath) => nodes?.map(({ node }) => nameOf(node)) ?? null;

/** That it is a path: node by node over links that there are, all in its direction. */
function expectPath({ direction, nodes, edges, truncated }: LineagePath, from: string, to: string, all: readonly Link[]): void {
  const way = nodes!.map(({ node }) => nameOf(node));
  expect([way[0], way.at(-1), truncated]).toEqual([from, to, null]);
  expect(nodes!.map(({ distance }) => distance)).toEqual(way.map((_, at) => at));
  expect(edges).toHaveLength(way.length - 1);
  edges!.forEach((each, at) => {
    expect([nameOf(each.from), nameOf(each.to)]).toEqual(direction === "UPSTREAM" ? [way[at], way[at + 1]] : [way[at + 1], way[at]]);
    expect(all.map(String)).toContain([nameOf(each.from), each.type, nameOf(each.to)].join());
  });
}

test("between any two nodes it is a shortest path, upstream or downstream, or none where there is none", async () => {
  let found = 0;
  for (const [at, from] of made.filter((_, place) => place % 5 === 0).entries()) {
    const [up, down] = [true, false].map((isUpstream) => modelOf(links, from, isUpstream).distances);
    for (const to of made.filter((_, place) => place % 7 === at % 7)) {
      const expected = Math.min(up!.get(to) ?? Infinity, down!.get(to) ?? Infinity);
      const told = await path(from, to);
      expect(told.nodes === null ? Infinity : told.nodes.length - 1).toBe(expected);
      if (told.nodes === null) expect(told).toEqual({ direction: null, nodes: null, edges: null, truncated: null });
      else expectPath(told, from, to, links);
      if (expected > 1 && expected < Infinity) {
        found += 1;
        expect(await path(from, to, { maxDepth: expected - 1 })).toMatchObject({ nodes: null, truncated: "DEPTH" });
        expect(names(await path(from, to, { maxDepth: expected }))).toHaveLength(expected + 1);
      }
    }
  }
  expect(found).toBeGreaterThan(15);
}, 120_000);

test("a limit is told from there being none", async () => {
  const [from, to] = made.flatMap((one) => made.map((other) => [one, other] as const)).find(([one, other]) => (modelOf(links, one, true).distances.get(other) ?? 0) > 3)!;
  expect(await path(from, to, { way: "UPSTREAM", maxNodes: 1 })).toEqual({ direction: null, nodes: null, edges: null, truncated: "NODES" });
  expect((await path(from, to, { way: "UPSTREAM" })).direction).toBe("UPSTREAM");
  expect(await path("Deployment:d", made[0]!)).toEqual({ direction: null, nodes: null, edges: null, truncated: null });
});

test("it goes by what an alias held, begins and ends at any version of a head, and only through what the viewer sees", async () => {
  expect(names(await path("Deployment:d", "DatasetVersion:x@1"))).toEqual(["Deployment:d", "SystemVersion:s@1", "ModelVersion:m@2", "ModelVersion:m@1", "Run:secret", "DatasetVersion:x@1"]);
  const before = await path("DatasetVersion:x@1", "Deployment:d", { at: "2026-01-15T00:00:00.000Z" });
  expect(names(before)).toEqual(["DatasetVersion:x@1", "Run:secret", "ModelVersion:m@1", "SystemVersion:s@1", "Deployment:d"]);
  expect(before).toMatchObject({ direction: "DOWNSTREAM", edges: [{}, {}, { from: id("SystemVersion:s@1"), type: "USES", to: id("ModelVersion:m@1"), computed: true }, {}] });
  expect(names(await path("Model:m", "DatasetVersion:x@1"))).toEqual(["ModelVersion:m@1", "Run:secret", "DatasetVersion:x@1"]);
  expect(await path("Model:m", "ModelVersion:m@2")).toMatchObject({ direction: null, nodes: [{ distance: 0 }], edges: [] });
  expect(await path("Deployment:d", "DatasetVersion:x@1", { viewer: viewerOver(workspace, ["root"]) })).toMatchObject({ nodes: null, truncated: null });
  expect(await path("Deployment:d", "DatasetVersion:x@1", { way: "DOWNSTREAM" })).toMatchObject({ nodes: null, truncated: null });
});

test("the API gives the nodes with what is asked of them", async () => {
  const { data, errors } = await ask(database, workspace, `{ lineagePath(from: { type: "Deployment", key: "d" }, to: { type: "ModelVersion", key: "m@1" }, asOf: "${asOf}") {
    direction nodes { distance node { __typename key } } edges { type computed } truncated } }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({ lineagePath: {
    direction: "UPSTREAM", truncated: null, edges: [{ type: "SERVES", computed: false }, { type: "USES", computed: true }, { type: "DERIVED_FROM", computed: false }],
    nodes: [["Deployment", "d"], ["SystemVersion", "s@1"], ["ModelVersion", "m@2"], ["ModelVersion", "m@1"]].map(([__typename, key], distance) => ({ distance, node: { __typename, key } })),
  } });
  const refused = await ask(database, workspace, `{ lineagePath(from: { type: "Deployment", key: "d" }, to: { type: "Model", key: "m" }, maxDepth: 51) { truncated } }`);
  expect(refused.errors).toEqual(["maxDepth is 51; expected 1 to 50."]);
});
