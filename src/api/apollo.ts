import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Context } from "../reads/context.js";
import { formatError } from "./errors.js";
import { limited, usualLimits, type Limits } from "./limits.js";
import { overHttp } from "./overHttp.js";
import { straightFromPlan } from "./straight.js";

/**
 * Apollo with CSRF prevention on and everything off that reports elsewhere or costs time a request. Planned operations are answered
 * straight from their rows; with `straight: false` graphql-js executes them too, to the same answers.
 */
export const apollo = (schema: GraphQLSchema, log: Logger, { straight = true, limits = usualLimits }: ApolloOptions = {}): ApolloServer<Context> => new ApolloServer<Context>({
  schema,
  formatError: formatError(log),
  includeStacktraceInErrorResponses: false,
  introspection: true,
  parseOptions: { maxTokens: limits.tokens },
  persistedQueries: false,
  stopOnTerminationSignals: false,
  plugins: [
    overHttp, limited(limits),
    ...(straight ? [straightFromPlan] : []),
    ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(),
  ],
});

export interface ApolloOptions {
  readonly straight?: boolean;
  readonly limits?: Limits;
}
