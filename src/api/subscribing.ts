import { createSourceEventStream, execute, GraphQLError, type ExecutionArgs, type ExecutionResult } from "graphql";
import type { Logger } from "pino";
import type { SealedEvent } from "../audit/offers.js";
import type { Viewer } from "../graph/viewer.js";
import { formatError, markWith, toldAs } from "./errors.js";
import { codeOf, type Noted } from "./noted.js";
import type { StreamContext, StreamOptions } from "./preparing.js";
import { contextOf } from "./request.js";

/** Numbers of the events that responses answer. */
const numbers = new WeakMap<object, number>();
export const eventOf = (result: object): number | undefined => numbers.get(result);

/**
 * Subscribes, for both protocols. Each event is answered in a context of its own, with the viewer as it is then: what it may no
 * longer see isn't delivered. The end that the service makes of it is the last response, with an error.
 */
export const subscribing = ({ service, log }: Pick<StreamOptions, "service" | "log">) => async (args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> => {
  const { note, ended, spans, viewer: { principal } } = args.contextValue as StreamContext;
  const source = await spans.begin(async () => createSourceEventStream(args));
  if (!(Symbol.asyncIterator in source)) {
    const refused = formatted(log, note, source);
    spans.begun();
    ended();
    return refused;
  }
  spans.begun();
  const events = source[Symbol.asyncIterator]() as AsyncIterator<SealedEvent>;
  let isOver = false;
  const over = async (): Promise<IteratorResult<ExecutionResult>> => {
    if (!isOver) ended();
    isOver = true;
    await events.return?.();
    return { done: true, value: undefined };
  };
  /** Null for what the viewer may no longer see. */
  const answer = async (event: SealedEvent): Promise<ExecutionResult | null> => {
    const context = await contextOf(service, principal, note.request);
    if (!sees(context.viewer, event)) return null;
    const result = formatted(log, note, await execute({ ...args, rootValue: event, contextValue: context }));
    numbers.set(result, event.number);
    return result;
  };
  const next = async (): Promise<IteratorResult<ExecutionResult>> => {
    if (isOver) return { done: true, value: undefined };
    try {
      for (;;) {
        const { done, value } = await events.next();
        if (done === true) return await over();
        const result = await spans.answer(value.number, () => answer(value), (answered) => (answered?.errors ?? []).map(codeOf));
        if (result !== null) return { done: false, value: result };
      }
    } catch (error) {
      const last = toldAs(error, log, note.request);
      noteOnce(note, [last]);
      await over();
      return { done: false, value: { errors: [last] } };
    }
  };
  const generator = { next, return: over, throw: over, [Symbol.asyncIterator]: () => generator, [Symbol.asyncDispose]: async () => void (await over()) };
  return generator as unknown as AsyncGenerator<ExecutionResult>;
};

const sees = ({ scopes, clearance }: Viewer, { scope, sensitivity }: SealedEvent): boolean => (scopes === null || scopes.includes(scope)) && sensitivity <= clearance;

/** Errors as they are told over /graphql, and noted. */
function formatted(log: Logger, note: Noted, { data, errors }: ExecutionResult): ExecutionResult {
  if (errors === undefined) return { data: data ?? null };
  markWith(note.request, errors);
  const shown = errors.map((error) => {
    const { message, locations: _locations, path, extensions } = formatError(log)(error.toJSON(), error);
    return new GraphQLError(message, { nodes: error.nodes ?? null, path: path ?? null, extensions: { ...extensions } });
  });
  noteOnce(note, shown);
  return { ...(data !== undefined && { data }), errors: shown };
}

/** A subscription can fail with every event for days: each code once. */
function noteOnce({ codes }: Noted, errors: readonly GraphQLError[]): void {
  for (const code of errors.map(codeOf)) if (!codes.includes(code)) codes.push(code);
}
