import { setTimeout } from "node:timers/promises";
import { Neo4jError } from "neo4j-driver";
import { BOOKMARK_TIMEOUT } from "./problems.js";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Runs `work` again while its error is one that the driver calls retriable and no bookmark that is ahead of the database, with pauses
 * that double and vary by half (so that many clients don't come back at once), until `limit` ms have passed since it first failed; then
 * throws the last error. However long a first try takes, as one that waits for locks can, it isn't the last.
 */
export async function retried<T>(limit: number, work: () => Promise<T>): Promise<T> {
  let end: number | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      end ??= Date.now() + limit;
      const next = pause * (0.5 + Math.random());
      if (!(error instanceof Neo4jError) || !error.retriable || error.code === BOOKMARK_TIMEOUT || Date.now() + next > end) throw error;
      await setTimeout(next);
    }
  }
}
