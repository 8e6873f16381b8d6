import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Place } from "./conf.js";
import { neo4jJars, type Progress } from "./fetch.js";
import { keptPassword, markReady, passwordFile, prepared } from "./folder.js";
import { holder, released } from "./holder.js";
import { supportedJava } from "./java.js";
import { freePort, isFree, requireFree } from "./ports.js";
import { boltUri, browserUrl, launched, USER } from "./server.js";

/** How to reach a running embedded Neo4j. */
export interface Running {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly browserUrl: string;
  readonly passwordFile: string;
  /** Of the Java process. */
  readonly pid: number;
}

export interface Embedded extends Running {
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Ends the server within seconds; an ephemeral one leaves nothing behind. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder with the jars and the data: EVALGRAPH_HOME. */
  readonly home: string;
  /** Folder of the data, where it isn't `neo4j` in `home`. */
  readonly folder?: string;
  readonly boltPort: number;
  readonly httpPort: number;
  /** Style that Neo4j Browser fetches after login. */
  readonly styleUrl?: string | undefined;
  readonly progress: Progress;
  /** How long to wait for another process to let go of the data, in ms. */
  readonly patience?: number;
}

/** A server that was told to stop is killed after 4 s (guard.sh); what holds the folder for longer is at work. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 200;

/** Starts the database of this home. @throws Problem UNAVAILABLE, with what to do. */
export async function startEmbedded({ home, folder = dataFolder(home), boltPort, httpPort, styleUrl, progress, patience = PATIENCE_MS }: EmbeddedOptions): Promise<Embedded> {
  const place = { folder, boltPort, httpPort, styleUrl };
  await released(place.folder, patience);
  await requireFree(boltPort, "EVALGRAPH_BOLT_PORT");
  await requireFree(httpPort, "EVALGRAPH_BROWSER_PORT");
  const started = await start(home, place, progress);
  await writeFile(addressFile(place.folder), JSON.stringify(place));
  return started;
}

export interface EphemeralOptions {
  /** Data folder of a server that was stopped, of which it begins with a copy; else it begins empty. */
  readonly from?: string;
  /** Further lines of neo4j.conf. */
  readonly settings?: readonly string[];
}

/** Starts a server in a temporary folder on free ports, with the jars of `home`; stopping it deletes the folder. */
export async function startEphemeral(home: string, progress: Progress, { from, settings }: EphemeralOptions = {}): Promise<Embedded> {
  const folder = await mkdtemp(join(tmpdir(), "evalgraph-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (from !== undefined) await cp(from, folder, { recursive: true });
    const started = await start(home, { folder, boltPort: await freePort(), httpPort: await freePort(), settings }, progress);
    return { ...started, stop: () => started.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The server that another process runs on this home, waited for while it starts; null if there is none, or it is stopping. */
export async function runningEmbedded(home: string, patience: number = PATIENCE_MS): Promise<Running | null> {
  const folder = dataFolder(home);
  for (const end = Date.now() + patience; Date.now() < end; await setTimeout(LOOK_EVERY_MS)) {
    const pid = await holder(folder);
    if (pid === null) return null;
    const address = await readFile(addressFile(folder), "utf8").catch(() => null);
    if (address === null) continue;
    const place = JSON.parse(address) as Place;
    return (await isFree(place.boltPort)) ? null : reachable(place, await keptPassword(folder), pid);
  }
  return null;
}

const dataFolder = (home: string) => join(resolve(home), "neo4j");
const addressFile = (folder: string) => join(folder, "address.json");

const reachable = (place: Place, password: string, pid: number): Running =>
  ({ uri: boltUri(place), user: USER, password, browserUrl: browserUrl(place), passwordFile: passwordFile(place.folder), pid });

async function start(home: string, place: Place, progress: Progress): Promise<Embedded> {
  const { program: java } = await supportedJava();
  const jars = await neo4jJars(resolve(home), progress);
  await rm(addressFile(place.folder), { force: true });
  const { password } = await prepared(place, java, jars);
  progress("Starting Neo4j.");
  const server = await launched(place, { java, jars, password });
  await markReady(place.folder);
  return { ...reachable(place, password, server.pid), ended: server.ended, stop: server.stop };
}
