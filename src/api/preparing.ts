import { ApolloServerErrorCode } from "@apollo/server/errors";
import { getOperationAST, GraphQLError, parse, validate, type DocumentNode, type ExecutionArgs, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "pino";
import type { Feed, FollowingContext } from "../audit/offers.js";
import { costOf } from "./cost.js";
import { toldAs } from "./errors.js";
import type { Figures } from "./figures.js";
import { refusalOf, refusalOfLists, usualLimits, wordedTokens, type Limits } from "./limits.js";
import { codeOf, type Noted } from "./noted.js";
import { contextOf, type Service } from "./request.js";
import { streamSpans, type StreamSpans } from "./streamSpans.js";
import { admitted, type Trusted } from "./trusted.js";

export interface StreamOptions {
  readonly service: Service;
  readonly schema: GraphQLSchema;
  readonly feed: Feed;
  readonly log: Logger;
  /** Names besides those of loopback under which it is reached. */
  readonly hosts: readonly string[];
  readonly limits?: Limits;
  /** In trusted mode, the operations that are run; no others are. */
  readonly trusted?: Trusted;
  /** What is counted of requests; nothing unless given. */
  readonly figures?: Figures;
}

/** Who subscribes. */
export interface Client {
  readonly principal: string;
  readonly lastEvent: string | null;
  readonly headers: IncomingHttpHeaders;
  /** Where to note what becomes known of the subscription. */
  readonly note: Noted;
  /** Told once, when the subscription is over or was refused. */
  readonly ended: () => void;
}

/** What a client sends, as both protocols have it. */
export interface Sent {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly extensions?: unknown;
}

/** The context of a subscription, in which nothing but its beginning is done: each event has one of its own. */
export interface StreamContext extends FollowingContext, Pick<Client, "note" | "ended"> {
  readonly spans: StreamSpans;
}

/** What to subscribe with, or why not. */
export async function prepared(options: StreamOptions, client: Client, sent: Sent): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { note, headers } = client;
  const spans = streamSpans(headers, note);
  note.principal = client.principal;
  try {
    return await spans.begin(() => argumentsOf(options, client, sent, spans));
  } catch (error) {
    const errors = error instanceof Invalid ? error.errors : [error instanceof GraphQLError ? error : toldAs(error, options.log, note.request)];
    note.codes.push(...errors.map(codeOf));
    spans.begun();
    client.ended();
    return errors;
  }
}

/** Several mistakes of one document. */
class Invalid extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super("The document isn't valid.");
  }
}

async function argumentsOf({ service, schema, feed, limits = usualLimits, trusted }: StreamOptions, { principal, lastEvent, note, ended }: Client, sent: Sent, spans: StreamSpans): Promise<ExecutionArgs> {
  const document = parsed(trusted ? admitted(trusted, sent) : sent.query, limits);
  const invalid = validate(schema, document);
  if (invalid.length > 0) throw new Invalid(invalid.map((error) => coded(error, ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED)));
  const operation = getOperationAST(document, sent.operationName);
  note.operation = operation?.name?.value ?? null;
  if (operation?.operation !== "subscription") throw refused(operation ? `This is a ${operation.operation}; only subscriptions are answered here. Send it to /graphql.` : "No operation was chosen; give `operationName`.");
  const variableValues = sent.variables ?? {};
  const refusal = refusalOfCost(schema, document, operation, variableValues, limits) ?? refusalOfLists(document, operation, variableValues, limits);
  if (refusal !== null) throw refused(refusal);
  const contextValue: StreamContext = { ...(await contextOf(service, principal, note.request)), follow: feed.follow, lastEvent, note, ended, spans };
  return { schema, document, operationName: sent.operationName ?? null, variableValues, contextValue };
}

function parsed(text: string, { tokens }: Limits): DocumentNode {
  try {
    return parse(text, { maxTokens: tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    error.message = wordedTokens(error.message);
    throw coded(error, ApolloServerErrorCode.GRAPHQL_PARSE_FAILED);
  }
}

function refusalOfCost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>, limits: Limits): string | null {
  try {
    return refusalOf(costOf(schema, document, operation, variables), limits);
  } catch (error) {
    throw error instanceof GraphQLError ? coded(error, ApolloServerErrorCode.BAD_USER_INPUT) : error;
  }
}

/** The codes are those that Apollo gives at `/graphql`. */
const coded = (error: GraphQLError, code: ApolloServerErrorCode): GraphQLError => Object.assign(error, { extensions: { ...error.extensions, code } });

const refused = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: "BAD_INPUT" } });
