import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { connect } from "../../src/graph/connect.js";
import { startEmbedded, startEphemeral, type Embedded } from "../../src/graph/embedded/embedded.js";
import { exists, NEO4J_VERSION, type Progress } from "../../src/graph/embedded/fetch.js";
import { freePort } from "../../src/graph/embedded/ports.js";
import { migrate } from "../../src/graph/migrate.js";
import { migrations } from "../../src/graph/migrations.js";

/**
 * A tests' graph grows from nothing in seconds, and all their workspaces are small: a plan that was right stays right. By default Neo4j
 * throws plans away that are ten seconds old once the graph has grown.
 */
const lastingPlans = ["dbms.cypher.min_replan_interval=1h", "dbms.cypher.statistics_divergence_threshold=1.0"];

/** A server of its own, migrated and empty. */
export async function startMigrated(home: string, progress: Progress): Promise<Embedded> {
  return startEphemeral(home, progress, { from: await migratedTemplate(home, progress), settings: lastingPlans });
}

/** Data folder of an empty database that these migrations made. It is kept, since making 254 constraints and indexes takes longer than a start. */
async function migratedTemplate(home: string, progress: Progress): Promise<string> {
  const digest = createHash("sha256").update([NEO4J_VERSION, ...migrations().map(({ checksum }) => checksum)].join()).digest("hex");
  const folder = join(home, "test", digest.slice(0, 16));
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    const embedded = await startEmbedded({ home, folder: partial, boltPort: await freePort(), httpPort: await freePort(), progress });
    try {
      const database = connect(embedded);
      await migrate(database, progress);
      await database.close();
    } finally {
      await embedded.stop();
    }
    await rename(partial, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
    return folder;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
