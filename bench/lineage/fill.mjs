// Writes the graph into an empty database, past the service's writer.
import neo4j from "neo4j-driver";
import { entities } from "../../dist/catalogue.js";
import { migrations } from "../../dist/graph/migrations.js";
import { edgesAt, headOf, headsOf, idAt, kindAt, nodeAt } from "./graph.mjs";

/** Nodes a round; their edges are about three times as many, written by kinds of their ends. */
const batch = 20_000;
const told = 100_000;

/** Node ids and keys are found by index, and types of lineage are known, as the service's migrations have it; its other indexes play no part in lineage. */
export async function prepare(driver) {
  for (const { label } of entities.entities.values())
    for (const own of ["(n.id)", "(n.workspace, n.key)"]) await driver.executeQuery(`CREATE CONSTRAINT FOR (n:${label}) REQUIRE ${own} IS UNIQUE`);
  for (const statement of migrations().find(({ name }) => name.endsWith("__types_of_lineage.cypher")).statements) await driver.executeQuery(statement);
}

/** Adds the nodes from one number to another, with their edges; an alias of a head holds the newest version of those that were there with the head. */
export async function grow(driver, from, to, say) {
  for (const { kind, heads } of headsOf(to)) await write(driver, `UNWIND $rows AS row MERGE (n:${kind} {id: row.id}) ON CREATE SET n = row`, heads.map(({ node }) => stored(node)));
  for (let first = from; first < to; first += batch) {
    const places = Array.from({ length: Math.min(batch, to - first) }, (_, place) => first + place);
    for (const [kind, rows] of grouped(places, kindAt)) await write(driver, `UNWIND $rows AS row CREATE (n:${kind}) SET n = row`, rows.map((at) => stored(nodeAt(at))));
    const edges = places.flatMap((at) => edgesAt(at).map((edge) => ({ ...edge, from: idAt(at), label: kindAt(at) })));
    const heads = places.flatMap((at) => (headOf(at) ? [{ type: "VERSION_OF", from: idAt(at), label: kindAt(at), kind: headOf(at).kind, to: headOf(at).id, properties: {} }] : []));
    for (const [, rows] of grouped([...edges, ...heads], ({ label, type, kind }) => `${label} ${type} ${kind}`)) await connect(driver, rows);
    if ((first + batch) % told === 0) say(`${first + batch} nodes are written.`);
  }
  for (const { kind, version, heads } of headsOf(to))
    await write(driver, `UNWIND $rows AS row MATCH (head:${kind} {id: row.head}) WHERE NOT (head)-[:ALIAS]->() MATCH (newest:${version} {id: row.newest}) CREATE (head)-[:ALIAS {name: "production", recordedAt: row.recordedAt}]->(newest)`,
      heads.map(({ node, newest }) => stored({ head: node.id, newest, recordedAt: node.recordedAt })));
  await driver.executeQuery("CALL db.awaitIndexes(900)");
  await driver.executeQuery("CALL db.resampleOutdatedIndexes()");
}

/** Edges whose ends have the same labels and that have the same type. */
async function connect(driver, rows) {
  const [{ label, type, kind }] = rows;
  await write(driver, `UNWIND $rows AS row MATCH (a:${label} {id: row.from}) MATCH (b:${kind} {id: row.to}) CREATE (a)-[r:${type}]->(b) SET r = row.properties`,
    rows.map(({ from, to, properties }) => ({ from, to, properties: stored(properties) })));
}

async function write(driver, text, rows) {
  for (let at = 0; at < rows.length; at += batch) await driver.executeQuery(text, { rows: rows.slice(at, at + batch) });
}

function grouped(items, of) {
  const groups = new Map();
  for (const item of items) {
    const name = of(item);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  }
  return groups;
}

const stored = (properties) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value instanceof Date ? neo4j.types.DateTime.fromStandardDate(value) : Number.isInteger(value) ? neo4j.int(value) : value]));
