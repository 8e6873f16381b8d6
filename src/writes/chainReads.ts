import type { Graph } from "../graph/database.js";
import { int } from "../graph/values.js";
import { contentMap, contentOf, type Chained, type Content } from "./chain.js";

/** A numbered entry or event as it is stored. */
export interface Link {
  readonly number: number;
  readonly digest: string | null;
  readonly chain: string | null;
  readonly content: Content;
}

/** How far a chain goes, and what else there is of its kind. */
export interface Extent {
  /** Number and link of the last that was sealed; 0 and "" before the first. */
  readonly number: number;
  readonly chain: string;
  /** The highest number that any of the kind has; null where none has one. */
  readonly highest: number | null;
}

/** The next links of a chain by number, at most `most`: those over `after` up to `to`. */
export const linksOf = async (graph: Graph, workspace: string, kind: Chained, after: number, to: number, most: number): Promise<readonly Link[]> =>
  (await graph.read({
    name: "audit links",
    text: `MATCH (n:${kind} {workspace: $workspace}) WHERE n.number > $after AND n.number <= $to
      WITH n ORDER BY n.workspace, n.number LIMIT $most RETURN n.number AS number, n.digest AS digest, n.chain AS chain, ${contentMap(kind)} AS content`,
    parameters: { workspace, after: int(after), to: int(to), most: int(most) },
  })).map((row) => {
    const { content, ...link } = row.toObject() as unknown as Omit<Link, "content"> & { readonly content: Parameters<typeof contentOf>[0] };
    return { ...link, content: contentOf(content) };
  });

/** The highest number is read before the head, so that what is sealed meanwhile isn't past it. */
export async function extentOf(graph: Graph, workspace: string, kind: Chained): Promise<Extent> {
  const [last] = await graph.read({
    name: "audit highest", parameters: { workspace },
    text: `MATCH (n:${kind} {workspace: $workspace}) WHERE n.number IS NOT NULL RETURN n.number AS number ORDER BY n.workspace DESC, n.number DESC LIMIT 1`,
  });
  const [head] = await graph.read({
    name: "audit head", parameters: { workspace, kind },
    text: "MATCH (head:ChainHead {workspace: $workspace, kind: $kind}) RETURN head.number AS number, head.chain AS chain",
  });
  return { number: (head?.get("number") as number | undefined) ?? 0, chain: (head?.get("chain") as string | undefined) ?? "", highest: (last?.get("number") as number | undefined) ?? null };
}

/** What of a kind waits to be sealed. */
export interface Tail {
  readonly waiting: number;
  /** Since when the oldest does, ISO 8601. */
  readonly since: string | null;
}

export async function tailOf(graph: Graph, workspace: string, kind: Chained): Promise<Tail> {
  const [row] = await graph.read({
    name: "audit tail", parameters: { workspace },
    text: `RETURN COUNT { MATCH (n:${kind} {workspace: $workspace}) WHERE n.unsealed IS NOT NULL } AS waiting,
      head(COLLECT { MATCH (n:${kind} {workspace: $workspace}) WHERE n.unsealed IS NOT NULL RETURN n.unsealed.epochMillis ORDER BY n.workspace, n.unsealed LIMIT 1 }) AS since`,
  });
  const since = row!.get("since") as number | null;
  return { waiting: row!.get("waiting") as number, since: since === null ? null : new Date(since).toISOString() };
}

/** Workspaces in which anything was recorded or sealed. */
export const chainedWorkspaces = async (graph: Graph): Promise<readonly string[]> =>
  (await graph.read({
    name: "audit workspaces", parameters: {},
    text: "MATCH (n:Workspace|ChainHead) RETURN n.workspace AS workspace UNION MATCH (n:AuditEntry|ChangeEvent) WHERE n.workspace IS NOT NULL RETURN n.workspace AS workspace",
  })).map((row) => row.get("workspace") as string).sort();
