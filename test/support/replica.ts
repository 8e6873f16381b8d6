import { once } from "node:events";
import { createServer, request as ask, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach } from "vitest";
import { apollo } from "../../src/api/apollo.js";
import { handler } from "../../src/api/http.js";
import { sockets, type Sockets } from "../../src/api/sockets.js";
import { serverSentEvents } from "../../src/api/sse.js";
import type { Trusted } from "../../src/api/trusted.js";
import { feed, type Feed } from "../../src/audit/offers.js";
import { entities } from "../../src/catalogue.js";
import { connect } from "../../src/graph/connect.js";
import type { Database } from "../../src/graph/database.js";
import { schema } from "./ask.js";
import { databaseAddress } from "./database.js";

/** A process of its own, but for its memory: connection, feed and port; what it logs. */
export interface Replica {
  readonly port: number;
  readonly server: Server;
  readonly sockets: Sockets;
  readonly feed: Feed;
  readonly database: Database;
  readonly logged: readonly Record<string, unknown>[];
}
const replicas: Replica[] = [];
const open: { destroy(): void }[] = [];
afterEach(async () => {
  open.splice(0).forEach((each) => each.destroy());
  for (const replica of replicas.splice(0)) {
    replica.feed.stop();
    await replica.sockets.close();
    replica.server.closeAllConnections();
    replica.server.close();
    await replica.database.close();
  }
});

/** Has something end with the test. */
export const untilEnd = (each: { destroy(): void }): void => void open.push(each);

/** A replica that serves a workspace, subscriptions too, until the test ends. */
export async function replicaOf(workspace: string, trusted?: Trusted): Promise<Replica> {
  const database = connect(await databaseAddress());
  const logged: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) });
  const service = { catalogue: entities, database, workspace };
  const events = feed({ graph: database, failed: () => {}, pace: 20 });
  const shared = { service, log, hosts: [], ...(trusted && { trusted }) };
  const options = { ...shared, schema: schema(), feed: events };
  const [apolloServer, taken] = [apollo(schema(), log), sockets(options)];
  await apolloServer.start();
  const server = createServer(handler({ ...shared, server: apolloServer, browser: null, stream: serverSentEvents(options) }));
  server.on("upgrade", taken.upgrade).listen(0, "127.0.0.1");
  await once(server, "listening");
  const made = { port: (server.address() as AddressInfo).port, server, sockets: taken, feed: events, database, logged };
  replicas.push(made);
  return made;
}

export interface Told { readonly id?: string; readonly event?: string; readonly data?: { readonly data?: Record<string, Record<string, unknown>>; readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] } }

/** Subscribes by POST, and gives server-sent events as they come. */
export async function stream({ port }: Pick<Replica, "port">, query: string, headers: Record<string, string> = {}, variables = {}, extensions?: object) {
  const sent = ask({ port, host: "127.0.0.1", path: "/graphql/stream", method: "POST", headers: { "content-type": "application/json", accept: "text/event-stream", ...headers } });
  sent.end(JSON.stringify({ query, variables, extensions }));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  untilEnd(response);
  response.setEncoding("utf8");
  const events = told(response);
  return { status: response.statusCode, headers: response.headers, next: async () => (await events.next()).value as Told };
}

async function* told(response: IncomingMessage): AsyncGenerator<Told> {
  let rest = "";
  for await (const part of response as AsyncIterable<string>) {
    const blocks = (rest + part).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").filter((line) => !line.startsWith(":")).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
      if (fields["event"]) yield { ...fields, ...(fields["data"] && { data: JSON.parse(fields["data"]) as never }) };
    }
  }
}
