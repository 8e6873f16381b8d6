import type { Graph } from "../graph/database.js";
import { int } from "../graph/values.js";
import type { Chained } from "./chain.js";

/** Nodes that one statement looks at, in some tenths of a second. */
const usualPage = 20_000;

/**
 * Ids of nodes of a kind that have no number and don't wait for one, at most `most`. They are looked for in pages along the keys,
 * so that no statement takes longer in a larger audit; what has no key to be found by wasn't written by the service, and only where
 * there is anything like that the whole kind is gone through, down to `most`.
 */
export async function straysOf(graph: Graph, workspace: string, kind: Chained, most: number, page: number = usualPage): Promise<readonly string[]> {
  const found: string[] = [];
  const add = async (elements: readonly string[]) => void found.push(...(await stillStray(graph, kind, elements)).slice(0, most - found.length));
  for (let from: string | null = ""; from !== null && found.length < most;) {
    const { elements, last } = await strayPage(graph, workspace, kind, from, page);
    await add(elements);
    from = last === null ? null : after(last);
  }
  if (found.length < most && (await hasUnkeyed(graph, kind))) await add(await unkeyed(graph, workspace, kind, most - found.length));
  return found;
}

/** The text that comes next in order. */
const after = (key: string): string => `${key}\u0000`;

const isStray = "n.number IS NULL AND n.unsealed IS NULL";

/** `last`: the key that the page ends with; null where there are no more. */
async function strayPage(graph: Graph, workspace: string, kind: Chained, from: string, page: number): Promise<{ readonly elements: readonly string[]; readonly last: string | null }> {
  const [row] = await graph.read({
    name: "audit strays", parameters: { workspace, from, page: int(page) },
    text: `MATCH (n:${kind} {workspace: $workspace}) WHERE n.key >= $from WITH n ORDER BY n.workspace, n.key LIMIT $page
      WITH n.key AS key, CASE WHEN ${isStray} THEN elementId(n) END AS element RETURN CASE WHEN count(*) = $page THEN max(key) END AS last, collect(element) AS elements`,
  });
  return row!.toObject() as { readonly elements: readonly string[]; readonly last: string | null };
}

/** Both are counted without looking at a node. */
async function hasUnkeyed(graph: Graph, kind: Chained): Promise<boolean> {
  const [row] = await graph.read({
    name: "audit unkeyed", parameters: {},
    text: `RETURN COUNT { MATCH (n:${kind}) } > COUNT { MATCH (n:${kind}) WHERE n.workspace IS NOT NULL AND n.key >= "" } AS has`,
  });
  return row!.get("has") as boolean;
}

const unkeyed = async (graph: Graph, workspace: string, kind: Chained, most: number): Promise<readonly string[]> =>
  (await graph.read({
    name: "audit strays without keys", parameters: { workspace, most: int(most) },
    text: `MATCH (n:${kind}) WHERE n.workspace = $workspace AND NOT coalesce(n.key >= "", false) AND ${isStray} RETURN elementId(n) AS element LIMIT $most`,
  })).map((row) => row.get("element") as string);

/** A statement is no snapshot: what was sealed while it ran can have looked as if it had no number and didn't wait. */
const stillStray = async (graph: Graph, kind: Chained, elements: readonly string[]): Promise<readonly string[]> =>
  elements.length === 0 ? [] : (await graph.read({
    name: "audit still strays", parameters: { elements },
    text: `MATCH (n:${kind}) WHERE elementId(n) IN $elements AND ${isStray} RETURN coalesce(n.id, elementId(n)) AS id ORDER BY id`,
  })).map((row) => row.get("id") as string);
