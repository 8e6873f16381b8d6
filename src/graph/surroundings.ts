import { mkdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { atLeast, check, type Check } from "./checks.js";
import { command } from "./embedded/command.js";
import { runningEmbedded } from "./embedded/embedded.js";
import { exists, NEO4J_VERSION } from "./embedded/fetch.js";
import { installedJava, SUPPORTED_JAVA } from "./embedded/java.js";
import { isFree } from "./embedded/ports.js";
import type { DatabaseSettings } from "./open.js";

export interface Surroundings extends DatabaseSettings {
  /** The service's own port. */
  readonly port: number;
}

const OLDEST_NODE = [20, 19] as const;
/** The service and the embedded database with their heaps full. */
const MEMORY_MB = 1_500;
/** What is fetched, twice (Maven keeps its own copy), and a graph of a million nodes. */
const DISK_MB = 1_500;
/** How long to look for what runs already: a database that is only starting isn't waited for. */
const RUNNING_LOOK_MS = 1_000;

/** What the service needs of the machine. */
export const surroundings = (settings: Surroundings): Promise<readonly Check[]> =>
  Promise.all([node(), ...(settings.neo4j === null ? [java(), maven(settings.home)] : []), ...ports(settings), memory(), disk(settings.home)]);

async function node(): Promise<Check> {
  const found = process.versions.node;
  return check("Node", atLeast(found, OLDEST_NODE), found, `${OLDEST_NODE.join(".")} or newer`, "Install a newer Node.");
}

async function java(): Promise<Check> {
  const found = await installedJava();
  const words = found.map(({ version, program }) => `${version} (${program})`).join(", ") || "none";
  return check("Java", found.some(({ version }) => SUPPORTED_JAVA.includes(version)), words, SUPPORTED_JAVA.join(" or "),
    "Install it and put it on the PATH or into JAVA_HOME, or set NEO4J_URI to a database that is already there.");
}

async function maven(home: string): Promise<Check> {
  const fetched = await exists(join(home, "lib", `neo4j-${NEO4J_VERSION}`));
  const found = /Apache Maven (\d\S*)/.exec((await command("mvn", ["--batch-mode", "--version"]))?.output ?? "")?.[1];
  return check("Maven", found !== undefined || fetched, found ?? (fetched ? "none, and none needed: all is fetched" : "none"), "3.8 or newer",
    "Install it (it fetches the embedded Neo4j once), or set NEO4J_URI to a database that is already there.");
}

function ports({ port, boltPort, browserPort, home, neo4j }: Surroundings): readonly Promise<Check>[] {
  const running = neo4j === null ? runningEmbedded(home, RUNNING_LOOK_MS).then((found) => found !== null) : Promise.resolve(false);
  const embedded = neo4j === null ? [portCheck("EVALGRAPH_BOLT_PORT", boltPort, () => running), portCheck("EVALGRAPH_BROWSER_PORT", browserPort, () => running)] : [];
  return [portCheck("PORT", port, () => isService(port)), ...embedded];
}

async function portCheck(setting: string, port: number, isOurs: () => Promise<boolean>): Promise<Check> {
  const free = await isFree(port);
  const ours = !free && (await isOurs());
  return check(setting, free || ours, `${port} is ${free ? "free" : ours ? "this service's, which runs" : "in use"}`, "a free port", `Set ${setting} to another, or stop what listens there.`);
}

/** Whether what listens there is an evalgraph. */
const isService = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(RUNNING_LOOK_MS) })
    .then(async (response) => ((await response.json()) as { readonly status?: unknown }).status === "alive").catch(() => false);

async function memory(): Promise<Check> {
  const free = Math.round(process.availableMemory() / 2 ** 20);
  return check("Memory", free >= MEMORY_MB, `${free} MB free`, `${MEMORY_MB} MB`, "Close other programs, or use a database on another machine with NEO4J_URI.");
}

async function disk(home: string): Promise<Check> {
  await mkdir(home, { recursive: true });
  const { bavail, bsize } = await statfs(home);
  const free = Math.round((bavail * bsize) / 2 ** 20);
  return check("Disk", free >= DISK_MB, `${free} MB free in ${home}`, `${DISK_MB} MB`, "Make room, or set EVALGRAPH_HOME to a folder on another disk.");
}
