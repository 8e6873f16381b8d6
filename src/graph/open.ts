import { connect } from "./connect.js";
import type { Database } from "./database.js";
import { runningEmbedded, startEmbedded, type Embedded, type Running } from "./embedded/embedded.js";
import type { Progress } from "./embedded/fetch.js";
import type { GateLimits } from "./gate.js";

/** Which database to use; the service's settings have these. */
export interface DatabaseSettings {
  /** Absolute path of EVALGRAPH_HOME. */
  readonly home: string;
  readonly boltPort: number;
  readonly browserPort: number;
  /** Style that Neo4j Browser fetches after login, where the embedded database is started. */
  readonly styleUrl?: string;
  /** What it is given at once, and the longest that a read may take, in ms; as `connect` has it unless given. */
  readonly gate?: GateLimits;
  readonly readLimit?: number;
  /** Null for the embedded one. */
  readonly neo4j: { readonly uri: string; readonly user: string; readonly password: string; readonly database: string | null } | null;
}

export interface Opened {
  readonly database: Database;
  /** Where it is, without credentials. */
  readonly uri: string;
  /** The embedded database, by whichever process it was started; null with NEO4J_URI. */
  readonly embedded: Running | null;
  /** Settles when the embedded database that this call started has ended; never otherwise. */
  readonly ended: Promise<unknown>;
  /** Closes the connections, and ends the embedded database if this call started it. */
  close(): Promise<void>;
}

const NEVER = new Promise<never>(() => {});

/**
 * The database of NEO4J_URI; without one, the embedded database of this home, started unless another process runs it already
 * (`npm start` in another terminal). It has answered once.
 * @throws Problem UNAVAILABLE, with the setting to look at.
 */
export async function openDatabase({ home, boltPort, browserPort, styleUrl, neo4j, gate, readLimit }: DatabaseSettings, progress: Progress): Promise<Opened> {
  const limits = { ...(gate && { gate }), ...(readLimit !== undefined && { readLimit }) };
  if (neo4j !== null) return answering({ database: connect({ ...neo4j, ...limits }), uri: neo4j.uri, embedded: null, ended: NEVER, stop: async () => {} });
  const running = await runningEmbedded(home);
  if (running) return answering({ database: connect({ ...running, ...limits }), uri: running.uri, embedded: running, ended: NEVER, stop: async () => {} });
  const started: Embedded = await startEmbedded({ home, boltPort, httpPort: browserPort, styleUrl, progress });
  return answering({ database: connect({ ...started, ...limits }), uri: started.uri, embedded: started, ended: started.ended, stop: started.stop });
}

async function answering({ stop, ...opened }: Omit<Opened, "close"> & { readonly stop: () => Promise<void> }): Promise<Opened> {
  const close = async () => {
    await opened.database.close();
    await stop();
  };
  try {
    await opened.database.read({ name: "open", text: "RETURN 1", parameters: {} });
    return { ...opened, close };
  } catch (error) {
    await close();
    throw error;
  }
}
