// Walks from random starts: inside the service, for ids, kinds and edges, and the same question through GraphQL with fields of its nodes.
import { createRequire } from "node:module";
import { apiSchema } from "../../dist/api/schema.js";
import { entities } from "../../dist/catalogue.js";
import { lineage } from "../../dist/lineage/lineage.js";
import { LineageResolver } from "../../dist/lineage/lineage.resolver.js";
import { reads } from "../../dist/reads/reads.js";
import { quantile } from "../quantile.mjs";
import { machineMs, ownMs, processMs } from "../read/machine.mjs";
import { idAt, kindAt, nodeAt, workspace } from "./graph.mjs";

/** The service's own, whatever the other benches have installed beside them. */
const { graphql } = createRequire(new URL("../../package.json", import.meta.url))("graphql");

const maxDepth = 10;
/** Starts have lineage both ways: neither of the kinds that nothing comes of, nor at the ends of the graph. */
const kinds = ["DatasetVersion", "Run", "ModelVersion", "SystemVersion"];
const margin = 0.2;
/** Of so many starts two, one each way, are asked about through GraphQL too, once before it counts: each set of kinds is a statement to plan. */
const asksEvery = 20;
/** Sees one domain, so that every statement has a list of scopes to check. */
const viewer = { principal: "person/bench", scopes: [`${workspace}/*`, `${workspace}/root`], clearance: 2, roles: [] };
const source = `query ($of: NodeKeyInput!, $way: LineageDirection!, $maxNodes: Int!) { lineage(of: $of, direction: $way, maxDepth: ${maxDepth}, maxNodes: $maxNodes) {
  nodes { distance node { __typename id key name recordedAt ... on Version { state version } } } edges { from type to computed } truncated } }`;

let schema;

/** A row for each size of answer. */
export async function* measured(database, driver, graph, { answers, starts, warmup, databasePid, say }) {
  schema ??= apiSchema(entities, [LineageResolver]);
  const begins = await startsIn(driver, graph, starts);
  say(`${graph} nodes: measuring.`);
  for (let at = 0; at < warmup; at += 1) await walk(database, begins[at % begins.length], at, answers.at(-1 - (at % answers.length)));
  for (const most of answers) {
    const before = { cpu: ownMs(), machine: machineMs(), database: processMs(databasePid), at: performance.now() };
    const walks = [];
    for (const [at, begin] of begins.entries()) walks.push(await walk(database, begin, at, most));
    const spent = { cpu: ownMs() - before.cpu, database: processMs(databasePid) - before.database, wall: performance.now() - before.at };
    const foreign = before.machine === null ? null : (machineMs() - before.machine - spent.cpu - spent.database) / spent.wall;
    const asked = begins.map((begin, at) => ({ begin, at })).filter(({ at }) => at % asksEvery < 2);
    for (const { begin, at } of asked) await ask(database, begin, at, most);
    const asks = [];
    for (const { begin, at } of asked) asks.push(await ask(database, begin, at, most));
    const times = walks.map(({ ms }) => ms);
    yield {
      graph, most, nodes: quantile(walks.map(({ nodes }) => nodes), 0.5), edges: quantile(walks.map(({ edges }) => edges), 0.5), p50: quantile(times, 0.5), p95: quantile(times, 0.95), least: quantile(times, 0),
      cpuMs: spent.cpu / walks.length, databaseMs: spent.database / walks.length, fieldsP50: quantile(asks, 0.5), fieldsP95: quantile(asks, 0.95), foreign,
    };
  }
}

async function startsIn(driver, graph, count) {
  const begins = [];
  while (begins.length < count) {
    const at = Math.floor(graph * (margin + Math.random() * (1 - 2 * margin)));
    if (!kinds.includes(kindAt(at))) continue;
    const { records } = await driver.executeQuery(`MATCH (n:${kindAt(at)} {id: $id}) RETURN elementId(n) AS element`, { id: idAt(at) });
    begins.push({ element: records[0].get("element"), type: kindAt(at), key: nodeAt(at).key });
  }
  return begins;
}

const wayOf = (at) => (at % 2 === 0 ? "UPSTREAM" : "DOWNSTREAM");

async function walk(database, { element }, at, maxNodes) {
  const began = performance.now();
  const { nodes, edges } = await lineage(database, viewer, { element, way: wayOf(at), asOf: new Date().toISOString(), maxDepth, maxNodes });
  return { ms: performance.now() - began, nodes: nodes.length, edges: edges.length };
}

async function ask(database, { type, key }, at, maxNodes) {
  const began = performance.now();
  const graph = database.session();
  const { errors } = await graphql({
    schema, source, variableValues: { of: { type, key }, way: wayOf(at), maxNodes }, contextValue: { viewer, workspace, request: "bench", graph, reads: reads(entities, { graph, viewer, workspace }) },
  });
  if (errors) throw errors[0];
  return performance.now() - began;
}
