import type { Duplex } from "node:stream";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { sendJson } from "../api/respond.js";
import { Problem } from "../entity/problem.js";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes a connection that asks for another protocol. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The service's port, taken before anything slow begins: until it is opened every request is told to come back. */
export interface Door {
  open(handler: Handler, upgrade: Upgrade): void;
  /** Ends at once: requests under way are cut off. */
  close(): Promise<void>;
}

/** @throws Problem UNAVAILABLE, naming the setting, where the address can't be had. */
export async function takeDoor({ host, port }: { readonly host: string; readonly port: number }): Promise<Door> {
  let handler: Handler = (_request, response) => {
    response.setHeader("retry-after", "5");
    sendJson(response, 503, { ready: false, status: "starting" });
  };
  const server = createServer((request, response) => handler(request, response));
  await listening(server, host, port);
  return {
    open: (opened, upgrade) => {
      handler = opened;
      server.on("upgrade", upgrade);
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

const listening = (server: Server, host: string, port: number): Promise<void> => new Promise((resolve, reject) => {
  server.once("error", ({ code }: NodeJS.ErrnoException) => reject(code === "EADDRINUSE"
    ? new Problem("UNAVAILABLE", `PORT is ${port}, which another process uses on ${host}. Stop that process, or set PORT to a free one.`)
    : new Problem("UNAVAILABLE", `HOST is ${host} and PORT is ${port}, which can't be listened on (${code ?? "unknown"}); set them to an address and a port of this machine.`)));
  server.listen(port, host, () => resolve());
});
