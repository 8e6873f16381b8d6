import { once } from "node:events";
import { createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { apollo } from "../../src/api/apollo.js";
import { handler } from "../../src/api/http.js";
import { entities } from "../../src/catalogue.js";
import type { Database } from "../../src/graph/database.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { schema } from "../support/ask.js";

let service: Server;
afterEach(() => void service.close());

/** The service over HTTP, and the lines that it logs. */
async function serving(database: Database, hosts: readonly string[] = []) {
  const logged: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) });
  const server = apollo(schema(), log);
  await server.start();
  service = createServer(handler({ service: { catalogue: entities, database, workspace: freshWorkspace() }, server, log, hosts, browser: null })).listen(0, "127.0.0.1");
  await once(service, "listening");
  const { port } = service.address() as AddressInfo;
  const post = async (query: string, headers: Record<string, string> = {}) => {
    const sent = ask({ port, host: "127.0.0.1", path: "/graphql", method: "POST", headers: { "content-type": "application/json", ...headers } });
    sent.end(JSON.stringify({ query }));
    const [response] = await once(sent, "response");
    return { status: response.statusCode as number, request: response.headers["x-request-id"] as string, body: JSON.parse(await text(response)) as unknown };
  };
  return { post, logged };
}

test("a principal that no workspace knows is forbidden, and told so", async () => {
  const { post } = await serving(await testDatabase());
  const { status, body } = await post(`{ tasks { totalCount } }`, { "evalgraph-principal": "person/nobody" });
  expect({ status, body }).toEqual({ status: 403, body: { errors: [{ message: expect.stringContaining('No workspace knows the principal "person/nobody"'), extensions: { code: "FORBIDDEN" } }] } });
});

test("what fails inside is logged, and told, under the id that the response's header has", async () => {
  const database = await testDatabase();
  const session = () => ({ read: () => Promise.reject(new TypeError("a bug")), write: () => Promise.reject(new TypeError("a bug")) });
  const { post, logged } = await serving({ ...database, session } as unknown as Database);
  const { request, body } = await post(`{ tasks { totalCount } }`);
  expect(request).toMatch(/^[0-9A-Z]{26}$/);
  expect(body).toMatchObject({ errors: [{ message: expect.stringContaining(request), extensions: { code: "INTERNAL", request } }] });
  expect(JSON.stringify(body)).not.toContain("a bug");
  expect(logged.filter(({ err }) => err !== undefined)).toEqual([expect.objectContaining({ request, err: expect.objectContaining({ message: "a bug" }) })]);
  expect((await post(`{ nonsense }`)).body).toMatchObject({ errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] });
});

test("a name that was bound to this address is refused, whatever is opened", async () => {
  const { post } = await serving(await testDatabase(), ["evalgraph.example"]);
  expect((await post(`{ __typename }`, { host: "evil.example" })).status).toBe(403);
  expect((await post(`{ __typename }`, { host: "evalgraph.example" })).status).toBe(200);
});
