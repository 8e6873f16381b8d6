import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { apollo, type ApolloOptions } from "../../src/api/apollo.js";
import { handler, type HttpOptions } from "../../src/api/http.js";
import { entities } from "../../src/catalogue.js";
import type { Database } from "../../src/graph/database.js";
import { schema } from "./ask.js";
import { freshWorkspace } from "./database.js";

/** What of the service differs from a fresh one. */
export interface Served {
  readonly database: Database;
  readonly apollo?: ApolloOptions;
  readonly options?: Partial<HttpOptions>;
}

/** The API on a port of its own until the test ends, and the lines that it logs. */
export async function serve({ database, apollo: own, options }: Served) {
  const logged: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) });
  const server = apollo(schema(), log, own);
  await server.start();
  const service = createServer(handler({ service: { catalogue: entities, database, workspace: freshWorkspace() }, server, log, hosts: [], browser: null, ...options })).listen(0, "127.0.0.1");
  onTestFinished(() => {
    service.close();
    service.closeAllConnections();
  });
  await once(service, "listening");
  const root = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const post = async (body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${root}/graphql`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
    return { status: response.status, headers: response.headers, body: await response.json() as { readonly data?: unknown; readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] } };
  };
  return { root, url: `${root}/graphql`, post, logged };
}
