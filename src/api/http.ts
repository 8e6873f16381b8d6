import { HeaderMap, type ApolloServer } from "@apollo/server";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { ulid } from "ulid";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { browserAddress, styleSheet, type BrowserPlace } from "./browser.js";
import { statusOf, told } from "./errors.js";
import { graphiql } from "./graphiql.js";
import { checkSender } from "./guard.js";
import { isReady } from "./health.js";
import { answerIngest } from "./ingest.js";
import { contextOf, principalOf, type Service } from "./request.js";
import { send, sendJson, sendPublic } from "./respond.js";

export interface HttpOptions {
  readonly service: Service;
  readonly server: ApolloServer<Context>;
  readonly log: Logger;
  /** Names besides those of loopback under which it is reached. */
  readonly hosts: readonly string[];
  /** Where Neo4j Browser is; null where the database is somebody else's. */
  readonly browser: BrowserPlace | null;
}

/** Longest body of a GraphQL request, in bytes; files go to `/ingest`, which streams. */
const longestBody = 10 * 2 ** 20;

/**
 * Answers requests of node:http at `/graphql`, `/graphiql`, `/ingest`, `/healthz`, `/readyz`. Each has an id, which its log lines
 * and its audit entries carry and the header `x-request-id` tells.
 */
export const handler = (options: HttpOptions) => (request: IncomingMessage, response: ServerResponse): void => {
  const id = ulid();
  response.setHeader("x-request-id", id);
  answer(options, id, request, response).catch((thrown: unknown) => {
    const { message, extensions } = told(thrown, options.log, id);
    if (response.headersSent) response.destroy();
    else sendJson(response, statusOf[extensions.code], { errors: [{ message, extensions }] });
  });
};

async function answer(options: HttpOptions, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const style = styleSheet(pathname);
  if (style) return sendPublic(response, style);
  checkSender(request.headers, options);
  if (pathname === "/graphql") return answerGraphql(options, id, request, response, search);
  if (pathname === "/healthz") return sendJson(response, 200, { status: "alive" });
  if (pathname === "/readyz") {
    const ready = await isReady(options.service);
    return sendJson(response, ready.ready ? 200 : 503, ready);
  }
  if (pathname === "/ingest") return answerIngest(options.service, id, request, response);
  const asset = request.method === "GET" ? graphiql(pathname) : undefined;
  if (asset) return send(response, 200, asset.type, asset.body);
  if (pathname === "/browser" && options.browser) return void response.writeHead(302, { location: browserAddress(options.browser) }).end();
  if (pathname === "/" && request.method === "GET") return void response.writeHead(302, { location: "/graphiql" }).end();
  throw new Problem("NOT_FOUND", `There is nothing at ${pathname}; the API is at /graphql, GraphiQL at /graphiql, readiness at /readyz.`);
}

/** The context is made before Apollo has the request: a principal that nobody knows is refused with the status of its code. */
async function answerGraphql({ server, service }: HttpOptions, id: string, request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  const body = request.method === "POST" ? await jsonBody(request) : undefined;
  const context = await contextOf(service, principalOf(request), id);
  const answered = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method ?? "GET", headers, search, body },
    context: async () => context,
  });
  response.statusCode = answered.status ?? 200;
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  if (answered.body.kind === "complete") return void response.end(answered.body.string);
  for await (const part of answered.body.asyncIterator) response.write(part);
  response.end();
}

/** The body as JSON; undefined when it isn't, which Apollo words. */
async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestBody) throw new Problem("BAD_INPUT", `The request is over ${longestBody / 2 ** 20} MB; send fewer items, or a file to /ingest.`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    return undefined;
  }
}
