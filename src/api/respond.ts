import type { ServerResponse } from "node:http";
import type { Asset } from "./graphiql.js";

export const sendJson = (response: ServerResponse, status: number, value: unknown): void => send(response, status, "application/json; charset=utf-8", `${JSON.stringify(value)}\n`);

export const send = (response: ServerResponse, status: number, type: string, body: string | Buffer): void =>
  void response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), "x-content-type-options": "nosniff" }).end(body);

/** A file that pages of any origin may read: it holds nothing of the graph. */
export function sendPublic(response: ServerResponse, { type, body }: Asset): void {
  response.setHeader("access-control-allow-origin", "*");
  send(response, 200, type, body);
}
