import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { entities } from "../../src/catalogue.js";
import { workspaceInForce } from "../../src/commands/doctor.js";
import { readConfig, type Config } from "../../src/config.js";
import { formatChecks } from "../../src/graph/checks.js";
import { doctor } from "../../src/graph/doctor.js";
import { freePort } from "../../src/graph/embedded/ports.js";
import { supportedJava } from "../../src/graph/embedded/java.js";
import { embeddingModel } from "../../src/graph/embedded/model.js";
import { databaseAddress } from "../support/database.js";

let config: Config;
beforeAll(async () => {
  const { uri, user, password } = await databaseAddress();
  config = { ...readConfig({}), port: await freePort(), neo4j: { uri, user, password, database: null } };
  await embeddingModel(config.home, () => {});
});

test("a machine and a database that are as they should be pass", async () => {
  const checks = await doctor(config, entities);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(["Node", "PORT", "Memory", "Disk", "Database", "Migrations", "Indexes", "Embedder"]);
});

test("the workspace in force is told, whether a setting gives it or the graph", async () => {
  const told = async (workspace: string | null) => formatChecks(await doctor(config, entities, [workspaceInForce({ workspace })]));
  expect(await told("mine")).toContain("ok    Workspace: mine, for requests that name none");
  expect(await told(null)).toMatch(/^ok {4}Workspace: (main|demo), for/m);
});

test("an unreachable database, a busy port and a missing model each say what to do", async () => {
  const taken = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const home = await mkdtemp(join(tmpdir(), "evalgraph-home-"));
  const checks = await doctor({ ...config, port, home, neo4j: { ...config.neo4j!, password: "wrong" } }, entities);
  taken.close();
  await rm(home, { recursive: true });
  const failed = formatChecks(checks.filter(({ ok }) => !ok));
  expect(failed).toMatch(/^FAIL {2}PORT: \d+ is in use; expected a free port\. Set PORT to another, or stop what listens there\.$/m);
  expect(failed).toMatch(/^FAIL {2}Database: no answer; .*NEO4J_PASSWORD/m);
  expect(failed).toMatch(/^FAIL {2}Embedder: .* is missing; .*the next start fetches it\.$/m);
});

test("a machine without a Java that Neo4j runs on is told which, and what else would do", async () => {
  await expect(supportedJava([])).rejects.toThrow(/^No Java was found; .* needs Java 17 or 21\. .* NEO4J_URI/);
  await expect(supportedJava([{ program: "/opt/java", version: 25 }])).rejects.toThrow("Java 25 (/opt/java) was found");
  expect(await supportedJava([{ program: "a", version: 25 }, { program: "b", version: 21 }])).toEqual({ program: "b", version: 21 });
});
