import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readConfig } from "../../src/config.js";
import { startEmbedded, startEphemeral, type Running } from "../../src/graph/embedded/embedded.js";
import { neo4jJars } from "../../src/graph/embedded/fetch.js";
import { freePort } from "../../src/graph/embedded/ports.js";
import { openDatabase, type Opened } from "../../src/graph/open.js";

/** What the README promises. */
const STOP_LIMIT_MS = 5_000;
const PARENT = fileURLToPath(new URL("parent.mjs", import.meta.url));
const jarsHome = readConfig({}).home;
const silent = () => {};

let home: string;
let ports: { boltPort: number; browserPort: number };
beforeAll(async () => {
  home = await emptyHome();
  ports = { boltPort: await freePort(), browserPort: await freePort() };
});
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(home, { recursive: true, force: true });
});
/** Starts are what these tests do: each takes up to 30 s where two processors have other work. */
vi.setConfig({ testTimeout: 300_000 });

/** A home with the jars that are already fetched, and no data. */
async function emptyHome(): Promise<string> {
  await neo4jJars(jarsHome, silent);
  const folder = await mkdtemp(join(tmpdir(), "evalgraph-home-"));
  await symlink(join(jarsHome, "lib"), join(folder, "lib"));
  return folder;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const gone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: STOP_LIMIT_MS, interval: 50 }).toBe(false);

/** The service as another process. */
async function parent(): Promise<{ readonly child: ChildProcess; readonly running: Running }> {
  const child = spawn(process.execPath, [PARENT, home, String(ports.boltPort), String(ports.browserPort)], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  return { child, running: JSON.parse(line) as Running };
}

const open = (): Promise<Opened> => openDatabase({ home, ...ports, neo4j: null }, silent);
const count = async ({ database }: Opened) =>
  (await database.read({ name: "test/count", text: "MATCH (n:Kept) RETURN count(n) AS n", parameters: {} }))[0]!.get("n");

test("a first start that was cut short is made anew, with a password that only its owner can read", async () => {
  await mkdir(join(home, "neo4j", "data", "databases"), { recursive: true });
  await writeFile(join(home, "neo4j", "data", "databases", "half"), "made");
  const { child, running } = await parent();
  expect((await stat(running.passwordFile)).mode & 0o777).toBe(0o600);
  expect(await readFile(running.passwordFile, "utf8")).toBe(`${running.password}\n`);
  expect((await fetch(running.browserUrl)).status).toBe(200);
  expect(await readdir(join(home, "neo4j", "conf"))).toEqual(["neo4j.conf"]);

  child.kill("SIGTERM");
  await once(child, "exit");
  expect(isAlive(running.pid)).toBe(false);
});

test("killing the service ends its database, and the next start finds what was written", async () => {
  const { child, running } = await parent();
  const attached = await open();
  expect(attached.embedded?.pid).toBe(running.pid);
  await attached.database.write("test/keep", (transaction) => transaction.run("CREATE (:Kept)", {}));
  await attached.close();
  expect(isAlive(running.pid), "closing leaves running what another process started").toBe(true);

  child.kill("SIGKILL");
  await gone(running.pid);
  const again = await open();
  expect(await count(again)).toBe(1);
  const from = Date.now();
  await again.close();
  expect(Date.now() - from).toBeLessThan(STOP_LIMIT_MS);
  expect(isAlive(again.embedded!.pid)).toBe(false);
});

test("a database that was killed says so, and recovers", async () => {
  const opened = await open();
  await opened.database.write("test/keep", (transaction) => transaction.run("CREATE (:Kept)", {}));
  process.kill(opened.embedded!.pid, "SIGKILL");
  await opened.ended;
  await opened.close();

  const again = await open();
  expect(await count(again)).toBe(2);

  const others = { home, boltPort: await freePort(), httpPort: await freePort(), progress: silent };
  await expect(startEmbedded({ ...others, patience: 300 }), "a held folder").rejects.toThrow(`Process ${again.embedded!.pid} holds the database in ${join(home, "neo4j")}`);
  const before = await readFile(join(home, "neo4j", "neo4j.pid"), "utf8");
  await rm(join(home, "neo4j", "neo4j.pid"));
  await expect(startEmbedded(others), "a held folder whose holder left no note").rejects.toThrow("Another process holds the database");
  await writeFile(join(home, "neo4j", "neo4j.pid"), before);
  await again.close();
});

test("a missing password file is explained", async () => {
  await rm(join(home, "neo4j", "password"));
  await expect(open()).rejects.toThrow(/password is missing, .* Put the file back, or remove the folder/);
});

test.each(["boltPort", "browserPort"] as const)("a busy %s names its setting", async (port) => {
  const taken = createServer().listen(ports[port], "127.0.0.1");
  await once(taken, "listening");
  const setting = port === "boltPort" ? "EVALGRAPH_BOLT_PORT" : "EVALGRAPH_BROWSER_PORT";
  await expect(open()).rejects.toThrow(`Port ${ports[port]} on 127.0.0.1 is in use, and the embedded Neo4j needs it. Set ${setting} to a free port`);
  taken.close();
});

test("an ephemeral database leaves nothing behind", async () => {
  const { passwordFile, pid, stop } = await startEphemeral(jarsHome, silent);
  await stop();
  expect(isAlive(pid)).toBe(false);
  await expect(stat(passwordFile)).rejects.toThrow("ENOENT");
});
