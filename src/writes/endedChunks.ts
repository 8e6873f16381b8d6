import type { Database } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import { followClass, isOfClass, searched } from "./classes.js";

/** Chunks that are moved in one transaction: indexes take some seconds for a thousand. */
const movedTogether = 1_000;
/** What has ended is left where it is for so long, in ms: searches that began before it ended are through then. */
const usualGrace = 300_000;

export interface EndedMoved {
  /** Only its chunks; those of all workspaces unless given. */
  readonly workspace?: string | null;
  readonly grace?: number;
  readonly isStopped?: () => boolean;
}

/**
 * Moves the chunks that have ended since they were placed into past classes (`classes.ts`): proposals of an index that are of no use to who asks about
 * the present are asked for and thrown away. Looks at all chunks of current classes; any number of processes may do this at once.
 */
export async function moveEnded(database: Database, { workspace = null, grace = usualGrace, isStopped = () => false }: EndedMoved = {}): Promise<void> {
  const graph = database.session();
  const classes = await graph.read({ name: "ended chunks", parameters: { workspace }, text: "MATCH (class:ChunkClass) WHERE $workspace IS NULL OR class.workspace = $workspace RETURN class.label AS label" });
  for (const label of classes.map((row) => row.get("label") as string).filter(isOfClass))
    for (let moved = movedTogether; moved === movedTogether && !isStopped();) {
      const now = new Date().toISOString();
      const rows = await graph.read({
        name: "ended chunks", parameters: { before: instant(new Date(Date.parse(now) - grace).toISOString()), most: int(movedTogether) },
        text: `MATCH (chunk:${label})-[:PART_OF]->(version) WHERE chunk.retiredAt <= $before OR version.validTo <= $before RETURN chunk.id AS id LIMIT $most`,
      });
      moved = rows.length;
      if (moved > 0) await graph.write("ended chunks", (transaction) => followClass(transaction, searched, rows.map((row) => row.get("id") as string), now));
    }
}
