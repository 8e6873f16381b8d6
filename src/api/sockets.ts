import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { checkSender } from "./guard.js";
import { principalHeader, principalOf } from "./request.js";
import { prepared, sentence, subscribing, type StreamOptions } from "./subscribing.js";

/** Longest message of a client, in bytes. */
const longestMessage = 2 ** 20;

/** How long a client has to answer that it is closed, in ms. */
const closesWithin = 500;

/** Where subscriptions are answered. */
export const streamPath = "/graphql/stream";

export interface Sockets {
  /** Takes what asks for another protocol. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/**
 * Answers subscriptions over WebSockets (the protocol graphql-transport-ws). A browser can set no header on them: there the
 * principal is `evalgraph-principal` of the payload of `connection_init`.
 */
export function sockets(options: StreamOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage });
  const using = useServer<Record<string, unknown>, { readonly request: IncomingMessage }>({
    subscribe: subscribing(options) as never,
    onSubscribe: async ({ connectionParams, extra: { request } }, _id, { query, variables, operationName }) => {
      const said = connectionParams?.[principalHeader];
      return prepared(options, { principal: typeof said === "string" && said.trim() !== "" ? said.trim() : principalOf(request), lastEvent: null }, { query, variables, operationName });
    },
  }, server);
  return {
    upgrade: (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      try {
        checkSender(request.headers, options);
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        if (pathname !== streamPath) return refuse(socket, "404 Not Found", `There is no WebSocket at ${pathname}; subscriptions are at ${streamPath}.`);
        server.handleUpgrade(request, socket, head, (opened) => void server.emit("connection", opened, request));
      } catch (error) {
        refuse(socket, "403 Forbidden", sentence(error));
      }
    },
    close: async () => {
      const cut = setTimeout(() => server.clients.forEach((client) => client.terminate()), closesWithin);
      await using.dispose();
      clearTimeout(cut);
    },
  };
}

function refuse(socket: Duplex, status: string, message: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
}
