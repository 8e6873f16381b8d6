import { getNamedType, isListType, isObjectType, type GraphQLObjectType } from "graphql";
import { beforeAll, expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { isOutgoing, relationship, type Edge } from "../../src/entity/edges.js";
import { ends, leadsTo } from "../../src/entity/ends.js";
import type { Entity } from "../../src/entity/entity.js";
import type { Database } from "../../src/graph/database.js";
import { ask, schema, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

/**
 * Of every kind there are three nodes: one that the viewer sees, one in a domain outside its scopes, one above its clearance.
 * Every declared relationship leads from the seen node of its tail to all three of its end, and from the other two to the seen one.
 */
const { entities } = catalogue;
const workspace = freshWorkspace();
const sorts = ["seen", "outside", "above"] as const;
const viewer = viewerOver(workspace, ["seen"]);
const idOf = (label: string, sort: string) => `${label}_${workspace}${sort}`;
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await database.write("draw", async (transaction) => {
    for (const label of entities.keys())
      await transaction.run(`UNWIND $sorts AS sort CREATE (n:${label}) SET n = {id: $label + '_' + $workspace + sort, key: sort, workspace: $workspace, recordedAt: datetime(),
        scope: $workspace + CASE sort WHEN 'outside' THEN '/outside' ELSE '/seen' END, sensitivity: CASE sort WHEN 'above' THEN 3 ELSE 1 END, ordinal: 1, state: 'APPROVED'}`, { sorts, label, workspace });
    for (const { label, edges } of entities.values())
      for (const edge of Object.values(edges).filter(isOutgoing))
        for (const end of ends(entities, edge))
          await transaction.run(`UNWIND $pairs AS pair MATCH (a:${label} {id: pair[0]}), (b:${end} {id: pair[1]}) CREATE (a)-[:${relationship(edge)} {recordedAt: datetime()}]->(b)`,
            { pairs: [...sorts.map((sort) => [idOf(label, "seen"), idOf(end, sort)]), ...sorts.slice(1).map((sort) => [idOf(label, sort), idOf(end, "seen")])] });
  });
});

const typeOf = (label: string) => schema().getType(label) as GraphQLObjectType;

/** The selection that reads the ids at an edge's other end, and how to get at them in the answer. */
function below(label: string, name: string): string {
  const type = getNamedType(typeOf(label).getFields()[name]!.type);
  if (!isObjectType(type) || !/(Connection|Link)$/.test(type.name)) return `${name} { id }`;
  return type.name.endsWith("Link") ? `${name} { node { id } }` : `${name} { totalCount nodes { id } edges { node { id } } }`;
}
const idsIn = (value: unknown): readonly string[] => (value as unknown[] | null) === null ? [] : [...JSON.stringify(value ?? null).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id!);

test.each([...entities.values()].map((entity) => [entity.label, entity] as const))("of %s only what the viewer may see is listed, counted, reached and told", async (label, { plural, singular, edges }: Entity) => {
  const names = Object.keys(edges);
  const { data, errors } = await ask(database, workspace, `{
    page: ${plural} { totalCount nodes { id ${names.map((name) => below(label, name)).join(" ")} } }
    outside: ${singular}(key: "outside") { id } above: ${singular}(key: "above") { id } missing: ${singular}(key: "missing") { id }
    byIds: nodes(ids: ["${idOf(label, "outside")}", "${idOf(label, "above")}", "${idOf(label, "seen")}"]) { id }
    named: ${plural}(filter: { key: { in: ["outside", "above"] } }) { totalCount nodes { id } }
    ${names.map((name) => `through_${name}: ${plural}(filter: { ${name}: ${conditionOn(edges[name]!)} }) { totalCount }`).join("\n")}
  }`, { viewer });
  expect(errors).toEqual([]);
  const { page, outside, above, missing, byIds, named, ...through } = data as Record<string, never> & { page: { totalCount: number; nodes: readonly Record<string, unknown>[] } };
  expect(page.totalCount).toBe(1);
  expect(page.nodes.map(({ id }) => id)).toEqual([idOf(label, "seen")]);
  expect([outside, above, missing]).toEqual([null, null, null]);
  expect(byIds).toEqual([null, null, { id: idOf(label, "seen") }]);
  expect(named).toEqual({ totalCount: 0, nodes: [] });
  for (const name of names) {
    const reached = new Set(idsIn(page.nodes[0]![name]));
    const expected = drawn(label, edges[name]!).map((end) => idOf(end, "seen"));
    if (edges[name]!.many) expect([name, [...reached].sort()]).toEqual([name, expected.sort()]);
    else expect([name, expected.includes([...reached][0]!), reached.size]).toEqual([name, true, 1]);
    if (edges[name]!.many && !isListType(typeOf(label).getFields()[name]!.type) && !edges[name]!.few)
      expect([name, (page.nodes[0]![name] as { totalCount: number }).totalCount]).toEqual([name, expected.length]);
  }
  expect(Object.entries(through).filter(([, value]) => (value as { totalCount: number }).totalCount > 0)).toEqual([]);
});

/** The labels at an edge's other end that have it: of an incoming one to any node, those that declare it. */
const drawn = (label: string, edge: Edge): readonly string[] => isOutgoing(edge) ? ends(entities, edge) : ends(entities, edge).filter((end) =>
  Object.values(entities.get(end)!.edges).some((other) => isOutgoing(other) && relationship(other) === relationship(edge) && leadsTo(entities, other, label)));

/** Asks for an end that the viewer may not see. */
function conditionOn(edge: Edge): string {
  const hidden = `{ key: { in: ["outside", "above"] } }`;
  return edge.many ? `{ some: ${hidden} }` : hidden;
}

test("whoever may see all sees them", async () => {
  const { data } = await ask(database, workspace, `{ tasks { totalCount nodes { id } } task(key: "outside") { id } hidden: tasks(filter: { domains: { some: { key: { eq: "outside" } } } }) { totalCount } }`);
  expect(data).toEqual({
    tasks: { totalCount: 3, nodes: [...sorts].sort().map((sort) => ({ id: idOf("Task", sort) })) }, task: { id: idOf("Task", "outside") }, hidden: { totalCount: 1 },
  });
});

test("a cursor made from hidden nodes isn't needed: pages of a narrow viewer are full until the end", async () => {
  const { data } = await ask(database, workspace, `{ domains(first: 1) { pageInfo { hasNextPage } nodes { key } } }`, { viewer });
  expect(data).toEqual({ domains: { pageInfo: { hasNextPage: false }, nodes: [{ key: "seen" }] } });
});
