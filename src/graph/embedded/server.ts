import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import neo4j from "neo4j-driver";
import { Problem } from "../../entity/problem.js";
import { LOOPBACK, serverArguments, type Place } from "./conf.js";
import { pidFile } from "./holder.js";

const GUARD = fileURLToPath(new URL("../../../src/graph/embedded/guard.sh", import.meta.url));
/** Time that a start may take; after a crash it includes reading the transaction log. */
const START_LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 100;
/** What Neo4j logs when another process has the folder. */
const HELD = "Lock file has been locked by another process";

export const USER = "neo4j";
export const boltUri = ({ boltPort }: Place): string => `bolt://${LOOPBACK}:${boltPort}`;
export const browserUrl = ({ httpPort }: Place): string => `http://${LOOPBACK}:${httpPort}/browser/`;

/** A running server. */
export interface Server {
  readonly pid: number;
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Ends it, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts the server in a prepared folder and waits until it answers with this password. */
export async function launched(place: Place, { java, jars, password }: { readonly java: string; readonly jars: string; readonly password: string }): Promise<Server> {
  const logs = join(place.folder, "logs");
  await rm(join(logs, "neo4j.log"), { force: true });
  const console = await open(join(logs, "console.log"), "w");
  const guard = spawn("/bin/sh", [GUARD, pidFile(place.folder), java, ...serverArguments(jars, place.folder)], {
    cwd: place.folder, detached: true, stdio: ["pipe", console.fd, console.fd],
  });
  await console.close();
  guard.stdin!.on("error", () => {});
  const ended = once(guard, "exit");
  const stop = async () => {
    guard.stdin!.end();
    await ended;
  };
  if (!(await answers(place, password, guard))) {
    await stop();
    throw await explained(place);
  }
  return { pid: Number(await readFile(pidFile(place.folder), "utf8")), ended, stop };
}

/** Whether Browser's port, the last to open, and Bolt answer before the server ends or the time is up. */
async function answers(place: Place, password: string, guard: ChildProcess): Promise<boolean> {
  const end = Date.now() + START_LIMIT_MS;
  const driver = neo4j.driver(boltUri(place), neo4j.auth.basic(USER, password));
  const isUp = () => fetch(`http://${LOOPBACK}:${place.httpPort}/`).then(async (response) => {
    await response.arrayBuffer();
    await driver.verifyConnectivity({ database: "neo4j" });
    return true;
  }).catch(() => false);
  try {
    while (guard.exitCode === null && Date.now() < end) {
      if (await isUp()) return true;
      await setTimeout(LOOK_EVERY_MS);
    }
    return false;
  } finally {
    await driver.close();
  }
}

/** Why a server did not start, from its logs. */
async function explained({ folder, boltPort, httpPort }: Place): Promise<Problem> {
  const log = join(folder, "logs", "neo4j.log");
  const text = (await Promise.all([log, join(folder, "logs", "console.log")].map((file) => readFile(file, "utf8").catch(() => "")))).join("\n");
  if (text.includes(HELD))
    return new Problem("UNAVAILABLE", `Another process holds the database in ${folder}. Find it with: lsof ${join(folder, "data", "databases", "store_lock")} and stop it, or set EVALGRAPH_HOME to another folder.`);
  if (text.includes("Address already in use"))
    return new Problem("UNAVAILABLE", `Port ${boltPort} or ${httpPort} on ${LOOPBACK} was taken while Neo4j started. Set EVALGRAPH_BOLT_PORT and EVALGRAPH_BROWSER_PORT to free ports.`);
  const reason = text.split("\n").filter((line) => /ERROR|Error|Exception/.test(line)).at(-1)?.trim() ?? "it said nothing";
  return new Problem("UNAVAILABLE", `The embedded Neo4j did not start: ${reason} Its log is ${log}.`);
}
