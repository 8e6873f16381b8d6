import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../entity/problem.js";
import { command } from "./command.js";
import { neo4jConf, type Place } from "./conf.js";
import { exists } from "./fetch.js";

/** 96 bits, in characters that survive any form field. */
const PASSWORD_BYTES = 12;

/** Holds the password of the user `neo4j`; only its owner can read it. */
export const passwordFile = (folder: string): string => join(folder, "password");
/** There once the server has been ready: until then the data folder holds nothing that is worth keeping. */
const readyFile = (folder: string) => join(folder, "data", "ready");

/** Writes conf and, before the first start, the password; a data folder whose first start was cut short is made anew. */
export async function prepared(place: Place, java: string, jars: string): Promise<{ readonly password: string }> {
  const { folder } = place;
  await mkdir(join(folder, "conf"), { recursive: true, mode: 0o700 });
  await mkdir(join(folder, "logs"), { recursive: true });
  await writeFile(join(folder, "conf", "neo4j.conf"), neo4jConf(place));
  if (await exists(readyFile(folder))) return { password: await keptPassword(folder) };
  await rm(join(folder, "data"), { recursive: true, force: true });
  const password = randomBytes(PASSWORD_BYTES).toString("hex");
  await setPassword(folder, password, java, jars);
  await writeFile(passwordFile(folder), `${password}\n`, { mode: 0o600 });
  return { password };
}

export const markReady = (folder: string): Promise<void> => writeFile(readyFile(folder), "");

/** @throws Problem UNAVAILABLE if the file is missing. */
export async function keptPassword(folder: string): Promise<string> {
  if (await exists(passwordFile(folder))) return (await readFile(passwordFile(folder), "utf8")).trim();
  throw new Problem("UNAVAILABLE",
    `${passwordFile(folder)} is missing, and the data beside it can't be read without it. Put the file back, or remove the folder ${folder} to begin with an empty graph.`);
}

/** The password goes by a file: what a program is called with, every user of the machine can read. */
async function setPassword(folder: string, password: string, java: string, jars: string): Promise<void> {
  const words = join(folder, "conf", "set-initial-password");
  await rm(words, { force: true });
  await writeFile(words, `dbms\nset-initial-password\n${password}\n`, { mode: 0o600 });
  try {
    const env = { NEO4J_HOME: folder, NEO4J_CONF: join(folder, "conf") };
    const ended = await command(java, ["-XX:TieredStopAtLevel=1", "-cp", `${jars}/*`, "org.neo4j.cli.AdminTool", `@${words}`], { env });
    if (ended?.code !== 0) throw new Problem("UNAVAILABLE", `Neo4j could not be given a password: ${ended?.output.split("\n")[0] ?? "Java is gone"}. Check that ${folder} can be written to.`);
  } finally {
    await rm(words, { force: true });
  }
}
