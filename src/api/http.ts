import { HeaderMap, type ApolloServer } from "@apollo/server";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { Problem } from "../entity/problem.js";
import { answerMcp } from "../mcp/http.js";
import type { Tool } from "../mcp/tool.js";
import type { Context } from "../reads/context.js";
import { bodyOf } from "./body.js";
import { bookmarksOf } from "./bookmarks.js";
import { browserAddress, styleSheet, type BrowserPlace } from "./browser.js";
import { statusOf, told } from "./errors.js";
import type { Figures } from "./figures.js";
import { graphiql } from "./graphiql.js";
import { checkSender } from "./guard.js";
import { isReady } from "./health.js";
import { answerIngest } from "./ingest.js";
import { newRequestId, noted, type Noted, type NotedRequest } from "./noted.js";
import { inSpan } from "./operationSpan.js";
import { sayWhenBack, statusOver } from "./overHttp.js";
import { streamPath } from "./paths.js";
import { contextOf, principalOf, sayBookmark, type Service } from "./request.js";
import { send, sendJson, sendPublic } from "./respond.js";
import { tellAnswered } from "./tellAnswered.js";
import { admittedRequest, type Trusted } from "./trusted.js";

export interface HttpOptions {
  readonly service: Service;
  readonly server: ApolloServer<Context>;
  readonly log: Logger;
  /** Names besides those of loopback under which it is reached. */
  readonly hosts: readonly string[];
  /** In trusted mode, the operations that are run; no others are. */
  readonly trusted?: Trusted;
  /** The tools of MCP; there is nothing at `/mcp` unless given. */
  readonly tools?: readonly Tool[];
  /** What is counted of requests; nothing unless given. */
  readonly figures?: Figures;
  /** Where Neo4j Browser is; null where the database is somebody else's. */
  readonly browser: BrowserPlace | null;
  /** Answers subscriptions as server-sent events; they aren't answered unless given. */
  readonly stream?: (request: IncomingMessage, response: ServerResponse, note: Noted) => Promise<void>;
}

/** Longest body of a GraphQL request, in bytes; files go to `/ingest`, which streams. */
const longestBody = 10 * 2 ** 20;

/**
 * Answers requests of node:http at `/graphql`, `/graphql/stream`, `/mcp`, `/graphiql`, `/ingest`, `/healthz`, `/readyz`, `/metrics`. Each has an id, which its log
 * lines and its audit entries carry and the header `x-request-id` tells.
 */
export const handler = (options: HttpOptions) => (request: IncomingMessage, response: ServerResponse): void => {
  const began = performance.now();
  const note = noted(newRequestId());
  response.setHeader("x-request-id", note.request);
  answer(options, note, request, response).catch((thrown: unknown) => {
    const { message, extensions } = told(thrown, options.log, note.request);
    note.codes.push(extensions.code);
    const status = statusOf[extensions.code];
    if (response.headersSent) return response.destroy();
    if (!request.complete) response.setHeader("connection", "close");
    sayWhenBack(response, status);
    sendJson(response, status, { errors: [{ message, extensions }] });
  }).finally(() => tellAnswered(options, note, response.statusCode, performance.now() - began));
};

async function answer(options: HttpOptions, note: Noted, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  note.path = pathname;
  const style = styleSheet(pathname);
  if (style) return sendPublic(response, style);
  checkSender(request.headers, options);
  if (pathname === "/graphql") return inSpan(request.headers, note, () => answerGraphql(options, note, request, response, search));
  if (pathname === "/mcp" && options.tools) return inSpan(request.headers, note, () => answerMcp({ ...options, tools: options.tools! }, note, request, response));
  if (pathname === streamPath && options.stream) return options.stream(request, response, note);
  if (pathname === "/healthz") return sendJson(response, 200, { status: "alive" });
  if (pathname === "/readyz") {
    const ready = await isReady(options.service);
    return sendJson(response, ready.ready ? 200 : 503, ready);
  }
  if (pathname === "/metrics" && options.figures) {
    const { type, body } = await options.figures.text();
    return send(response, 200, type, body);
  }
  if (pathname === "/ingest") return inSpan(request.headers, note, () => answerIngest(options.service, note, request, response));
  const asset = request.method === "GET" ? graphiql(pathname) : undefined;
  if (asset) return send(response, 200, asset.type, asset.body);
  if (pathname === "/browser" && options.browser) return void response.writeHead(302, { location: browserAddress(options.browser) }).end();
  if (pathname === "/" && request.method === "GET") return void response.writeHead(302, { location: "/graphiql" }).end();
  throw new Problem("NOT_FOUND", `There is nothing at ${pathname}; the API is at /graphql, subscriptions at /graphql/stream, MCP at /mcp, GraphiQL at /graphiql, readiness at /readyz.`);
}

/** The context is made before Apollo has the request: a principal that nobody knows is refused with the status of its code. */
async function answerGraphql({ server, service, trusted }: HttpOptions, note: Noted, request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  const sent = { search, body: request.method === "POST" ? await jsonBody(request) : undefined };
  const asked = trusted ? admittedRequest(trusted, sent) : sent;
  note.principal = principalOf(request);
  const context = await contextOf(service, note.principal, note.request, bookmarksOf(request.headers));
  const httpGraphQLRequest: NotedRequest = { method: request.method ?? "GET", headers, ...asked, noted: note };
  const answered = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context });
  await sayBookmark(response, context);
  response.statusCode = statusOver(answered.status, answered.headers.get("content-type"), note);
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  if (answered.body.kind === "complete") return void response.end(answered.body.string);
  for await (const part of answered.body.asyncIterator) response.write(part);
  response.end();
}

/** The body as JSON; undefined when it isn't, or doesn't say so, as a form of a web page can't. Apollo words that. */
async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "")) return undefined;
  const body = await bodyOf(request, longestBody, "send fewer items, or a file to /ingest");
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
