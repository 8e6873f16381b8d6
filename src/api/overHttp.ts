import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import type { ServerResponse } from "node:http";
import type { Context } from "../reads/context.js";
import { markWith } from "./errors.js";
import { codeOf, notedOf, type Noted } from "./noted.js";

/** When a client may come back after 503, in s: a statement's usual time many times over. */
const retryAfter = 2;

/**
 * GraphQL over HTTP where Apollo leaves it open. What was well formed but can't be executed is 200 as application/json, where
 * a status speaks of the transport alone, and 400 as application/graphql-response+json. Where the database could take nothing of
 * an operation, so that its root fields are all null for no other reason, the answer is that of a request that wasn't executed:
 * no `data`, 503, and when to come back. With anything else in it, it is 200 and its errors say UNAVAILABLE.
 */
export const overHttp: ApolloServerPlugin<Context> = { requestDidStart: async () => listener };

const listener: GraphQLRequestListener<Context> = {
  didResolveOperation: async ({ request, operationName }) => {
    const note = notedOf(request.http);
    if (note) note.operation = operationName;
  },
  didEncounterErrors: async ({ errors, contextValue, request }) => {
    markWith(contextValue.request, errors);
    notedOf(request.http)?.codes.push(...errors.map(codeOf));
  },
  willSendResponse: async ({ errors, response: { body, http } }) => {
    if (errors === undefined || body.kind !== "single" || !errors.every((error) => codeOf(error) === "UNAVAILABLE")) return;
    const { data, errors: told } = body.singleResult;
    if (Object.values(data ?? {}).some((value) => value !== null)) return;
    body.singleResult = { ...(told && { errors: told }) };
    http.status = 503;
    http.headers.set("retry-after", String(retryAfter));
  },
};

/** The status of an answer, given Apollo's, its content type and what was noted. */
export const statusOver = (status: number | undefined, contentType: string | undefined, { codes }: Noted): number =>
  status === 400 && contentType?.startsWith("application/json") && codes.length > 0 && !codes.includes("BAD_REQUEST") ? 200 : status ?? 200;

/** Has a response that says 503 also say when to come back. */
export function sayWhenBack(response: ServerResponse, status: number): void {
  if (status === 503) response.setHeader("retry-after", String(retryAfter));
}
