// @neo4j/graphql behind Apollo, as its documentation sets it up. It checks no scopes: it has no rule that is equal to ours.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";
import { typeDefs } from "./peerTypes.mjs";

const { PORT, NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { port: Number(PORT), host: "127.0.0.1" },
  context: async () => ({ sessionConfig: { database: NEO4J_DATABASE } }),
});
