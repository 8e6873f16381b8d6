import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Context } from "../reads/context.js";
import { formatError, markWith } from "./errors.js";

/** Apollo with CSRF prevention on and everything off that reports elsewhere or costs time a request. */
export const apollo = (schema: GraphQLSchema, log: Logger): ApolloServer<Context> => new ApolloServer<Context>({
  schema,
  formatError: formatError(log),
  includeStacktraceInErrorResponses: false,
  introspection: true,
  persistedQueries: false,
  stopOnTerminationSignals: false,
  plugins: [
    { requestDidStart: async () => ({ didEncounterErrors: async ({ errors, contextValue }) => markWith(contextValue.request, errors) }) },
    ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(),
  ],
});
