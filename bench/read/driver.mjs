// The least that could answer: node:http, the bare driver, the statements that this service plans, their positional rows read by
// its readers, JSON. No GraphQL is parsed and nothing is checked; who asks was looked up at the start.
import "reflect-metadata";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import { parse } from "graphql";
import neo4j from "neo4j-driver";
import { resolvers } from "../../dist/api/resolvers.js";
import { apiSchema } from "../../dist/api/schema.js";
import { entities } from "../../dist/catalogue.js";
import { connect } from "../../dist/graph/connect.js";
import { viewerParameters } from "../../dist/graph/viewer.js";
import { forResponse } from "../../dist/reads/output.js";
import { plan } from "../../dist/reads/plans.js";
import { idParameters, plannedRoot, rootParameters, rootStatement, rootValue } from "../../dist/reads/roots.js";
import { selected } from "../../dist/reads/selection.js";
import { byIdsStatement } from "../../dist/reads/statements.js";
import { nodesFor } from "../../dist/search/search.queries.js";
import { viewerOf } from "../../dist/workspaces/offers.js";
import { principal, workspace } from "./graph.mjs";
import { shapes } from "./shapes.mjs";

const { PORT, NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database } = process.env;
const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
  disableLosslessIntegers: true, telemetryDisabled: true, notificationFilter: { minimumSeverityLevel: neo4j.notificationFilterMinimumSeverityLevel.OFF },
});
const schema = apiSchema(entities, resolvers);
const asking = connect({ uri, user, password, database });
const viewer = viewerParameters(await viewerOf(asking, principal));
await asking.close();

async function run(statement, parameters) {
  const session = driver.session({ database, defaultAccessMode: "READ" });
  try {
    return (await session.run(statement, parameters)).records;
  } finally {
    await session.close();
  }
}

/** What answers the variables of a shape's requests. */
function prepared({ name, service, example }) {
  const document = parse(service);
  const request = { schema, fragments: {}, variableValues: example };
  const [field] = selected(request, "Query", document.definitions);
  const planning = { catalogue: entities, request, output: forResponse, depth: 0 };
  if (name === "search") return search(planning, field);
  const by = plannedRoot(field.field);
  const { text: statement, read, builder } = plan(planning, (each) => rootStatement(each, by, field));
  const given = builder.given(example);
  const fixed = { ...viewer, ...rootParameters(entities, by, given, workspace), ...builder.filled(given) };
  const places = Object.entries(example).map(([variable, value]) => [variable, Object.keys(fixed).find((parameter) => isDeepStrictEqual(fixed[parameter], value))]);
  return async (variables) => {
    const parameters = { ...fixed };
    for (const [variable, parameter] of places) parameters[parameter] = variables[variable];
    return { [field.key]: rootValue(by, read, await run(statement, parameters), given) };
  };
}

/** Two statements, as in the service: what the index finds, then what was asked of it. */
function search(planning, field) {
  const [node] = selected(planning.request, "SearchHit", field.nodes).filter(({ name }) => name === "node");
  const { text: statement, read, builder } = plan(planning, (each) => byIdsStatement(each, ["Task"], node.nodes));
  const given = builder.given({});
  const fixed = { ...viewer, ...builder.filled(given) };
  const finding = { ...viewer, indexes: ["task_search"], workspace, first: neo4j.int(field.args.first) };
  return async ({ text: words }) => {
    const hits = await run(nodesFor.definition.text, { ...finding, words });
    const rows = await run(statement, { ...fixed, ...idParameters(entities, hits.map((hit) => hit.get("node"))) });
    const found = new Map(rows.map((row) => [row.get("id"), read(row.get("row"), given)]));
    return { [field.key]: hits.map((hit) => ({ score: hit.get("score"), node: found.get(hit.get("node")) })) };
  };
}

const answers = new Map();
async function answer({ query, variables = {} }) {
  if (query === "{ __typename }") return { __typename: "Query" };
  if (!answers.has(query)) answers.set(query, prepared({ ...shapes.find(({ service }) => service === query), example: variables }));
  return answers.get(query)(variables);
}

createServer(async (request, response) => {
  try {
    const body = JSON.stringify({ data: await answer(JSON.parse(await text(request))) });
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body) }).end(body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}).listen(Number(PORT), "127.0.0.1");
