import type { ApolloServer } from "@apollo/server";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { bookmarksOf } from "../api/bookmarks.js";
import type { Noted } from "../api/noted.js";
import { contextOf, principalOf, sayBookmark, type Service } from "../api/request.js";
import { sendJson } from "../api/respond.js";
import type { Context } from "../reads/context.js";
import { asking } from "./ask.js";
import { mcpServer } from "./server.js";
import type { Tool } from "./tool.js";

export interface McpOptions {
  readonly service: Service;
  readonly server: ApolloServer<Context>;
  readonly tools: readonly Tool[];
  readonly log: Logger;
}

/**
 * `POST /mcp?workspace=`: streamable HTTP without sessions, a server each request, so that any replica answers any of them. Streams
 * from the server (GET) are refused as the protocol has it: there is nothing to tell unasked.
 */
export async function answerMcp({ service, server, tools, log }: McpOptions, note: Noted, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    return sendJson(response, 405, { jsonrpc: "2.0", error: { code: -32000, message: `The method is ${request.method}; expected POST, since there are no sessions and no streams.` }, id: null });
  }
  const principal = note.principal = principalOf(request);
  const workspace = new URL(request.url ?? "/", "http://localhost").searchParams.get("workspace") ?? service.workspace;
  const bookmarks = bookmarksOf(request.headers);
  const made = () => contextOf({ ...service, workspace }, principal, note.request, bookmarks);
  const unused = [await made()];
  const ask = asking({ server, context: async () => unused.pop() ?? made(), noted: note, answered: (asked) => sayBookmark(response, asked) });
  const mcp = mcpServer({ ask, tools, workspace, log, request: note.request });
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.once("close", () => void mcp.close());
  await mcp.connect(transport);
  await transport.handleRequest(request, response);
}
