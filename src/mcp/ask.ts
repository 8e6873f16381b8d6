import { HeaderMap, type ApolloServer } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import { statusOf } from "../api/errors.js";
import type { Noted, NotedRequest } from "../api/noted.js";
import { Problem, type ProblemCode } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import type { Answer } from "./fitted.js";

/** Answers an operation for whoever asks. @throws Problem with the first error's sentence where there is any. */
export type Ask = (source: string, variables: Readonly<Record<string, unknown>>) => Promise<Answer>;

export interface Asking<C extends Context> {
  readonly server: ApolloServer<Context>;
  /** Made anew for each operation: a context keeps what was read in it. */
  readonly context: () => Promise<C>;
  /** Told of the context of each operation that was answered. */
  readonly answered: (context: C) => Promise<void>;
  /** Where to note what the log line tells; nowhere unless given. */
  readonly noted?: Noted;
}

/** Asks as requests to `/graphql` do once they are admitted: authorization, limits and errors are the same. */
export const asking = <C extends Context>({ server, context, answered, noted }: Asking<C>): Ask => async (query, variables) => {
  const contextValue = await context();
  const http: NotedRequest | undefined = noted && { method: "POST", headers: new HeaderMap(), search: "", body: undefined, noted };
  const { body } = await server.executeOperation({ query, variables: { ...variables }, ...(http && { http }) }, { contextValue });
  await answered(contextValue);
  if (body.kind !== "single") throw new Error("An operation was answered in parts.");
  const { data, errors = [] } = body.singleResult;
  if (errors.length > 0) throw problemOf(errors);
  return data ?? {};
};

function problemOf([first, ...more]: readonly GraphQLFormattedError[]): Problem {
  const code = String(first!.extensions?.["code"]);
  const message = first!.message.replace(/^Variable "\$(\w+)"/, 'The argument "$1"');
  return new Problem(code in statusOf ? (code as ProblemCode) : "BAD_INPUT", more.length === 0 ? message : `${message} (And ${more.length} more.)`);
}
