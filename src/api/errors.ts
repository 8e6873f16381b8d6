import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { Problem, type ProblemCode } from "../entity/problem.js";
import { wordedTokens } from "./limits.js";

/** The HTTP status of each code, where an error is the whole answer. */
export const statusOf: Readonly<Record<ProblemCode, number>> = { BAD_INPUT: 400, FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, INTERNAL: 500, UNAVAILABLE: 503 };

/** An error as clients get it; the id of the request where the log has more under it. */
export interface Told {
  readonly message: string;
  readonly extensions: { readonly code: ProblemCode; readonly request?: string };
}

/** What is told of anything thrown: problems go out as they are, all else is logged under the id of the request and told as INTERNAL without its text. */
export function told(thrown: unknown, log: Logger, request: string): Told {
  if (thrown instanceof Problem) return { message: thrown.message, extensions: { code: thrown.code } };
  log.error({ err: thrown, request }, "unexpected error");
  return { message: `Something failed inside the service; its log tells what, under the id of this request, ${request}.`, extensions: { code: "INTERNAL", request } };
}

/** The same where errors are told without Apollo. */
export function toldAs(thrown: unknown, log: Logger, request: string): GraphQLError {
  const { message, extensions } = told(thrown, log, request);
  return new GraphQLError(message, { extensions: { ...extensions } });
}

/** Has errors say which request they belong to, which `formatError` tells where it matters: Apollo doesn't say it there. */
export const markWith = (request: string, errors: readonly GraphQLError[]): void => errors.forEach(({ extensions }) => (extensions["request"] = request));

/** Turns what a resolver threw, or what GraphQL refused, into an error of the response. */
export const formatError = (log: Logger) => (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
  const cause = unwrapResolverError(thrown);
  if (cause === thrown || cause instanceof GraphQLError) return withoutStack(formatted);
  return { ...formatted, ...told(cause, log, String(formatted.extensions?.["request"])) };
};

function withoutStack({ extensions, message, ...rest }: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _stack, request: _request, ...kept } = extensions ?? {};
  return { message: wordedTokens(message), ...rest, extensions: kept };
}
