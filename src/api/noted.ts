import { unwrapResolverError } from "@apollo/server/errors";
import type { HTTPGraphQLRequest } from "@apollo/server";
import { GraphQLError } from "graphql";
import { ulid } from "ulid";
import { Problem } from "../entity/problem.js";

/** What is known of a request when it is answered: for its status, its log line and its figures. */
export interface Noted {
  /** Its id. */
  readonly request: string;
  /** Such as `/graphql`. */
  path: string;
  /** Null where nobody was asked for, or nobody is known. */
  principal: string | null;
  /** Name of the operation; null for one without a name, and for what is none. */
  operation: string | null;
  /** Codes of the errors that are told. */
  codes: string[];
}

/** A request as Apollo gets it; its plugins note on it what they find. */
export interface NotedRequest extends HTTPGraphQLRequest {
  readonly noted: Noted;
}

/** An id for a request: sorted by time and unlikely to meet, no secret, so that cheap random numbers will do. */
export const newRequestId = (): string => ulid(undefined, Math.random);

export const noted = (request: string): Noted => ({ request, path: "", principal: null, operation: null, codes: [] });

/** Where to note; undefined for an operation that came by another way. */
export const notedOf = (request: HTTPGraphQLRequest | undefined): Noted | undefined => (request as Partial<NotedRequest> | undefined)?.noted;

/** The code that clients get of an error. */
export function codeOf(error: GraphQLError): string {
  const cause = unwrapResolverError(error);
  if (cause instanceof Problem) return cause.code;
  return cause instanceof GraphQLError ? String(cause.extensions["code"] ?? "INTERNAL_SERVER_ERROR") : "INTERNAL";
}
