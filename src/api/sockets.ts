import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { Problem } from "../entity/problem.js";
import { statusOf, told } from "./errors.js";
import { checkSender } from "./guard.js";
import { newRequestId, noted } from "./noted.js";
import { streamPath } from "./paths.js";
import { prepared, type StreamOptions } from "./preparing.js";
import { principalHeader, principalOf } from "./request.js";
import { subscribing } from "./subscribing.js";
import { tellAnswered } from "./tellAnswered.js";

/** Longest message of a client, in bytes. */
const longestMessage = 2 ** 20;

/** The HTTP status of a connection that became a WebSocket. */
const switched = 101;

/** How long a client has to answer that it is closed, in ms. */
const closesWithin = 500;

export interface Sockets {
  /** Takes what asks for another protocol. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/**
 * Answers subscriptions over WebSockets (the protocol graphql-transport-ws). A browser can set no header on them: there the
 * principal is `evalgraph-principal` of the payload of `connection_init`. Each subscription is a request of its own, with an id and
 * a line in the log when it is over; so is a connection that is refused.
 */
export function sockets(options: StreamOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage });
  const using = useServer<Record<string, unknown>, { readonly request: IncomingMessage }>({
    subscribe: subscribing(options) as never,
    onSubscribe: async ({ connectionParams, extra: { request } }, _id, sent) => {
      const said = connectionParams?.[principalHeader];
      const principal = typeof said === "string" && said.trim() !== "" ? said.trim() : principalOf(request);
      const { note, answered } = begin(streamPath);
      return prepared(options, { principal, lastEvent: null, headers: request.headers, note, ended: () => answered(switched) }, sent);
    },
  }, server);
  return {
    upgrade: (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      const { note, answered } = begin("/");
      try {
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        note.path = pathname;
        checkSender(request.headers, options);
        if (pathname !== streamPath) throw new Problem("NOT_FOUND", `There is no WebSocket at ${pathname}; subscriptions are at ${streamPath}.`);
        server.handleUpgrade(request, socket, head, (opened) => void server.emit("connection", opened, request));
      } catch (error) {
        const { message, extensions: { code } } = told(error, options.log, note.request);
        note.codes.push(code);
        refuse(socket, statusOf[code], message);
        answered(statusOf[code]);
      }
    },
    close: async () => {
      const cut = setTimeout(() => server.clients.forEach((client) => client.terminate()), closesWithin);
      await using.dispose();
      clearTimeout(cut);
    },
  };

  /** What becomes known of a request, and what tells of it when it is over. */
  function begin(path: string) {
    const [note, began] = [{ ...noted(newRequestId()), path }, performance.now()];
    return { note, answered: (status: number) => tellAnswered(options, note, status, performance.now() - began) };
  }
}

function refuse(socket: Duplex, status: number, message: string): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
}
