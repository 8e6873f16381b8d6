import type { ExecutionResult } from "graphql";
import { createHandler } from "graphql-sse";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Problem } from "../entity/problem.js";
import { bodyOf } from "./body.js";
import type { Noted } from "./noted.js";
import { prepared, type StreamOptions } from "./preparing.js";
import { principalOf } from "./request.js";
import { eventOf, subscribing } from "./subscribing.js";

/** Responses that wait for a connection to take them; the feed keeps the rest, in bounds. */
const mostWaiting = 8;
/** A connection that takes nothing for so long is cut, in ms: its client can go on from the last event that it has had. */
const takesWithin = 60_000;
/** Longest body, in bytes. */
const longestBody = 2 ** 20;

/** One connection: the numbers of the events under way, and who waits until there is room for one more. */
interface Line {
  readonly note: Noted;
  readonly numbers: (number | undefined)[];
  free: () => void;
}

/**
 * Answers subscriptions as server-sent events, a connection each (graphql-sse's "distinct connections"), by GET and POST. Each
 * event has its number as its id, which browsers send back as `Last-Event-ID` when they connect again.
 */
export function serverSentEvents(options: StreamOptions): (request: IncomingMessage, response: ServerResponse, note: Noted) => Promise<void> {
  const handle = createHandler<IncomingMessage, Line>({
    authenticate: () => null,
    validate: () => [],
    subscribe: subscribing(options) as never,
    onSubscribe: async ({ raw, context: { note } }, sent) => {
      const args = await prepared(options, { principal: principalOf(raw), lastEvent: header(raw, "last-event-id"), headers: raw.headers, note, ended: () => {} }, sent);
      return ("schema" in args ? args : { data: null, errors: args }) as ExecutionResult;
    },
    onNext: async (_context, { context: line }, result) => {
      line.numbers.push(eventOf(result));
      while (line.numbers.length > mostWaiting) await new Promise<void>((resolve) => (line.free = resolve));
    },
  });
  return async (request, response, note) => {
    if (header(request, "accept") !== "text/event-stream") throw new Problem("BAD_INPUT", `The Accept header is ${JSON.stringify(header(request, "accept"))}; expected text/event-stream, or a WebSocket with the protocol graphql-transport-ws.`);
    const line: Line = { note, numbers: [], free: () => {} };
    const [body, { status, statusText, headers }] = await handle({
      method: request.method ?? "GET", url: request.url ?? "/", headers: { get: (name) => header(request, name) }, body: () => bodyOf(request, longestBody, "a subscription needs less"), raw: request, context: line,
    });
    response.writeHead(status, statusText, headers);
    if (!body || typeof body === "string") return void response.end(body);
    response.once("close", () => {
      line.numbers.length = 0;
      line.free();
      void body.return(undefined);
    });
    for await (const chunk of body) {
      const isNext = chunk.startsWith("event: next");
      const number = isNext ? line.numbers[0] : undefined;
      if (!(await written(response, number === undefined ? chunk : `id: ${number}\n${chunk}`))) break;
      if (isNext) line.numbers.shift();
      line.free();
    }
    response.end();
  };
}

/** Whether it went out. */
const written = (response: ServerResponse, chunk: string): Promise<boolean> => new Promise((resolve) => {
  if (!response.writable) return resolve(false);
  const cut = setTimeout(() => response.destroy(), takesWithin).unref();
  response.write(chunk, (error) => {
    clearTimeout(cut);
    resolve(!error);
  });
});

const header = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name];
  return value === undefined ? null : String(value);
};
