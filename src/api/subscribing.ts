import { createSourceEventStream, execute, getOperationAST, GraphQLError, parse, validate, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { ulid } from "ulid";
import type { Feed, FollowingContext, SealedEvent } from "../audit/offers.js";
import { Problem } from "../entity/problem.js";
import type { Viewer } from "../graph/viewer.js";
import { costOf } from "./cost.js";
import { formatError, markWith, told } from "./errors.js";
import { refusalOf, refusalOfLists, usualLimits, type Limits } from "./limits.js";
import { contextOf, type Service } from "./request.js";
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
}

/** Who subscribes. */
interface Client {
  readonly principal: string;
  readonly lastEvent: string | null;
}

/** What a client sends, as both protocols have it. */
export interface Sent {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** What to subscribe with, or why not. */
export async function prepared({ service, schema, feed, log, limits = usualLimits, trusted }: StreamOptions, client: Client, { query, variables, operationName }: Sent): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const document = parse(trusted ? admitted(trusted, { query }) : query, { maxTokens: limits.tokens });
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid;
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== "subscription") return [refused(operation ? `This is a ${operation.operation}; only subscriptions are answered here. Send it to /graphql.` : "No operation was chosen; give `operationName`.")];
    const refusal = refusalOf(costOf(schema, document, operation, variables ?? {}), limits) ?? refusalOfLists(document, operation, variables ?? {}, limits);
    if (refusal !== null) return [refused(refusal)];
    const request = ulid();
    const contextValue: FollowingContext = { ...(await contextOf(service, client.principal, request)), follow: feed.follow, lastEvent: client.lastEvent };
    return { schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue };
  } catch (error) {
    return [error instanceof GraphQLError ? error : toldAs(error, log, ulid())];
  }
}

/** What went wrong, in the words that clients know. */
function toldAs(error: unknown, log: Logger, request: string): GraphQLError {
  const { message, extensions } = told(error, log, request);
  return new GraphQLError(message, { extensions: { ...extensions } });
}

const refused = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: "BAD_INPUT" } });

/** Numbers of the events that responses answer. */
const numbers = new WeakMap<object, number>();
export const eventOf = (result: object): number | undefined => numbers.get(result);

/**
 * Subscribes, for both protocols. Each event is answered in a context of its own, with the viewer as it is then: what it may no
 * longer see isn't delivered. The end that the service makes of it is the last response, with an error.
 */
export const subscribing = ({ service, log }: Pick<StreamOptions, "service" | "log">) => async (args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> => {
  const first = args.contextValue as FollowingContext;
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return formatted(log, first.request, source);
  const events = source[Symbol.asyncIterator]() as AsyncIterator<SealedEvent>;
  let isOver = false;
  const over = async (): Promise<IteratorResult<ExecutionResult>> => {
    isOver = true;
    await events.return?.();
    return { done: true, value: undefined };
  };
  const next = async (): Promise<IteratorResult<ExecutionResult>> => {
    if (isOver) return { done: true, value: undefined };
    try {
      for (;;) {
        const { done, value } = await events.next();
        if (done === true) return await over();
        const context = await contextOf(service, first.viewer.principal, first.request);
        if (!sees(context.viewer, value)) continue;
        const result = formatted(log, context.request, await execute({ ...args, rootValue: value, contextValue: context }));
        numbers.set(result, value.number);
        return { done: false, value: result };
      }
    } catch (error) {
      await over();
      return { done: false, value: { errors: [toldAs(error, log, first.request)] } };
    }
  };
  const generator = { next, return: over, throw: over, [Symbol.asyncIterator]: () => generator, [Symbol.asyncDispose]: async () => void (await over()) };
  return generator as unknown as AsyncGenerator<ExecutionResult>;
};

const sees = ({ scopes, clearance }: Viewer, { scope, sensitivity }: SealedEvent): boolean => (scopes === null || scopes.includes(scope)) && sensitivity <= clearance;

/** Errors as they are told over /graphql. */
function formatted(log: Logger, request: string, { data, errors }: ExecutionResult): ExecutionResult {
  if (errors === undefined) return { data: data ?? null };
  markWith(request, errors);
  const shown = errors.map((error) => {
    const { message, locations: _locations, path, extensions } = formatError(log)(error.toJSON(), error);
    return new GraphQLError(message, { nodes: error.nodes ?? null, path: path ?? null, extensions: { ...extensions } });
  });
  return { ...(data !== undefined && { data }), errors: shown };
}

/** A problem's sentence for what isn't a subscription's answer. */
export const sentence = (error: unknown): string => (error instanceof Problem ? error.message : "The connection can't be taken.");
