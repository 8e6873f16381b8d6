import type { Database } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import { followClass, isOfClass, searched } from "./classes.js";

/** Chunks that are moved in one transaction: indexes take some seconds for a thousand. */
const movedTogether = 1_000;
/** What has ended is left where it is for so long, in ms: searches that began before it ended are through then. */
const usualGrace = 300_000;

export interface Moves {
  /** Only its chunks; those of all workspaces unless given. */
  readonly workspace?: string | null;
  readonly grace?: number;
  readonly isStopped?: () => boolean;
}

/**
 * Moves the chunks that have ended since they were placed into past classes (`classes.ts`): proposals of an index that are of no use to who asks about
 * the present are asked for and thrown away. Chunks whose `classes` don't name the class that they are in are placed anew: processes of before version 12
 * of the graph write none. Looks at all chunks of classes; any number of processes may do this at once.
 */
export async function putInPlace(database: Database, { workspace = null, grace = usualGrace, isStopped = () => false }: Moves = {}): Promise<void> {
  const graph = database.session();
  const classes = await graph.read({
    name: "chunks out of place", parameters: { workspace },
    text: "MATCH (class:ChunkClass|PastChunkClass) WHERE $workspace IS NULL OR class.workspace = $workspace RETURN class.label AS label, class:PastChunkClass AS isPast",
  });
  for (const { label, isPast } of classes.map((row) => row.toObject() as { readonly label: string; readonly isPast: boolean }).filter(({ label }) => isOfClass(label)))
    for (let moved = movedTogether; moved === movedTogether && !isStopped();) {
      const now = new Date().toISOString();
      const rows = await graph.read({
        name: "chunks out of place", parameters: { label, before: instant(new Date(Date.parse(now) - grace).toISOString()), most: int(movedTogether) },
        text: `MATCH (chunk:${label})${isPast ? "" : "-[:PART_OF]->(version)"}
          WHERE NOT coalesce(chunk.classes, "") CONTAINS $label${isPast ? "" : " OR chunk.retiredAt <= $before OR version.validTo <= $before"} RETURN chunk.id AS id LIMIT $most`,
      });
      moved = rows.length;
      if (moved > 0) await graph.write("chunks out of place", (transaction) => followClass(transaction, searched, rows.map((row) => row.get("id") as string), now));
    }
}
