import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readConfig } from "../../src/config.js";
import { neo4jJars } from "../../src/graph/embedded/fetch.js";
import { embeddingModel } from "../../src/graph/embedded/model.js";
import { freePort } from "../../src/graph/embedded/ports.js";

/** What the README promises. */
const STOP_LIMIT_MS = 5_000;
const START_LIMIT_MS = 280_000;
const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const fetched = readConfig({}).home;

let home: string;
let url: string;
let environment: NodeJS.ProcessEnv;
const children: ChildProcess[] = [];
vi.setConfig({ testTimeout: 300_000 });

beforeAll(async () => {
  await neo4jJars(fetched, () => {});
  await embeddingModel(fetched, () => {});
  home = await mkdtemp(join(tmpdir(), "evalgraph-service-"));
  for (const name of ["lib", "models"]) await symlink(join(fetched, name), join(home, name));
  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  environment = {
    PATH: process.env["PATH"], JAVA_HOME: process.env["JAVA_HOME"], JDK_JAVA_OPTIONS: process.env["JDK_JAVA_OPTIONS"], EVALGRAPH_HOME: home, EVALGRAPH_SEEDS: "none", PORT: port,
    EVALGRAPH_BOLT_PORT: String(await freePort()), EVALGRAPH_BROWSER_PORT: String(await freePort()),
  };
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await vi.waitFor(async () => expect(await javas()).toEqual([]), { timeout: STOP_LIMIT_MS });
  await rm(home, { recursive: true, force: true });
});

let service: ChildProcess;
function serve(): ChildProcess {
  const child = spawn(process.execPath, [MAIN, "serve"], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}

/** The status of readiness; null while nobody listens. */
const readiness = () => fetch(`${url}/readyz`).then(async (response) => ({ status: response.status, body: await response.json() as unknown }), () => null);
const ready = () => expect.poll(async () => (await readiness())?.status, { timeout: START_LIMIT_MS, interval: 100 }).toBe(200);

/** Java processes that run on this home. */
async function javas(): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-eo", "pid=,args="], { maxBuffer: 2 ** 24 });
  return stdout.split("\n").filter((line) => line.includes(`--home-dir=${join(home, "neo4j")}`) && !line.includes("guard.sh")).map((line) => Number.parseInt(line.trim(), 10));
}

const post = (path: string, body: string, headers: Record<string, string>) => fetch(`${url}${path}`, { method: "POST", body, headers });
const ask = async (query: string, headers: Record<string, string> = {}) => {
  const response = await post("/graphql", JSON.stringify({ query }), { "content-type": "application/json", ...headers });
  return { status: response.status, request: response.headers.get("x-request-id"), body: await response.json() as unknown };
};
const task = (key: string) => JSON.stringify({ type: "Task", key, title: key });

test("until it is ready it answers 503 and when to come back, and then that it is", async () => {
  service = serve();
  const said = text(service.stdout!);
  await expect.poll(readiness, { timeout: START_LIMIT_MS, interval: 20 }).not.toBeNull();
  const early = await fetch(`${url}/graphql`);
  expect([early.status, early.headers.get("retry-after"), await early.json()]).toEqual([503, "5", { ready: false, status: "starting" }]);
  await ready();
  expect((await readiness())!.body).toEqual({ ready: true, database: "up", workspace: "main" });
  service.once("exit", () => void said.then((all) => (printed = all)));
});
let printed = "";

test("/graphql answers a query, and reads back what was written", async () => {
  expect(await ask(`{ tasks { totalCount } }`)).toMatchObject({ status: 200, body: { data: { tasks: { totalCount: 0 } } } });
  expect((await ask(`mutation { upsertTasks(input: [{ key: "reset", title: "Reset" }]) { created errors { code message } } }`)).body).toEqual({ data: { upsertTasks: { created: 1, errors: [] } } });
  expect((await ask(`{ task(key: "reset") { title } }`)).body).toEqual({ data: { task: { title: "Reset" } } });
});

test("a principal that nobody knows is forbidden, in a sentence", async () => {
  const { status, request, body } = await ask(`{ tasks { totalCount } }`, { "evalgraph-principal": "person/nobody" });
  expect({ status, body }).toEqual({ status: 403, body: { errors: [{ message: expect.stringContaining('No workspace knows the principal "person/nobody"'), extensions: { code: "FORBIDDEN" } }] } });
  expect(request).toMatch(/^[0-9A-Z]{26}$/);
});

test("/ingest takes lines, names the bad ones, and refuses other content types", async () => {
  const lines = { "content-type": "application/jsonl" };
  const good = await post("/ingest", `${task("a")}\n${task("b")}\n`, lines);
  expect([good.status, await good.json()]).toEqual([200, expect.objectContaining({ lines: 2, created: 2, problems: [] })]);
  const partly = await post("/ingest", `${task("c")}\nnot json\n`, lines);
  expect([partly.status, await partly.json()]).toEqual([207, expect.objectContaining({ created: 1, problems: [expect.objectContaining({ line: 2, reason: expect.stringContaining("isn't JSON") })] })]);
  const wrong = await post("/ingest", task("d"), { "content-type": "text/plain" });
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { errors: [{ extensions: { code: "BAD_INPUT" } }] }]);
});

test("/metrics tells what was asked so far, and how busy the database is", async () => {
  const response = await fetch(`${url}/metrics`);
  const body = await response.text();
  expect(response.headers.get("content-type")).toContain("text/plain");
  expect(body).toMatch(/^evalgraph_requests_total\{route="\/graphql",status="200"\} [1-9]/m);
  expect(body).toMatch(/^evalgraph_errors_total\{code="FORBIDDEN"\} 1$/m);
  expect(body).toMatch(/^evalgraph_statements_total [1-9]/m);
  expect(body).toMatch(/^evalgraph_statements_waiting 0$/m);
});

test("/graphiql is a page whose assets are all there", async () => {
  const page = await fetch(`${url}/graphiql`);
  expect(page.headers.get("content-type")).toContain("text/html");
  const assets = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
  expect(assets.length).toBeGreaterThan(0);
  expect(await Promise.all(assets.map(async (path) => (await fetch(`${url}${path}`)).status))).toEqual(assets.map(() => 200));
});

test("a page of another origin is refused", async () => {
  expect(await ask(`{ tasks { totalCount } }`, { origin: "https://evil.example" })).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: "FORBIDDEN" } }] } });
});

test("a PORT that is taken is told in one sentence, with exit code 1", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { readonly port: number };
  const child = spawn(process.execPath, [MAIN, "serve"], { env: { ...environment, PORT: String(port) }, stdio: ["ignore", "ignore", "pipe"] });
  children.push(child);
  const [said, [code]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
  taken.close();
  expect([said, code]).toEqual([`PORT is ${port}, which another process uses on 127.0.0.1. Stop that process, or set PORT to a free one.\n`, 1]);
});

test("SIGTERM ends the service and its Neo4j within 5 s", async () => {
  expect(await javas()).toHaveLength(1);
  const from = Date.now();
  service.kill("SIGTERM");
  const [code] = await once(service, "exit");
  expect(Date.now() - from).toBeLessThan(STOP_LIMIT_MS);
  expect(code).toBe(0);
  expect(await javas()).toEqual([]);
  await expect.poll(() => printed).toContain("the workspace is main, the seeds are none.");
});

test("a service that is killed leaves no Neo4j, and the next start finds what was written", async () => {
  service = serve();
  await ready();
  expect(await javas()).toEqual([Number(await readFile(join(home, "neo4j", "neo4j.pid"), "utf8"))]);
  service.kill("SIGKILL");
  await expect.poll(javas, { timeout: STOP_LIMIT_MS, interval: 100 }).toEqual([]);

  service = serve();
  await ready();
  expect((await ask(`{ tasks { nodes { key } } }`)).body).toEqual({ data: { tasks: { nodes: ["a", "b", "c", "reset"].map((key) => ({ key })) } } });
});
