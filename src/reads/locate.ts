import type { Entities } from "../entity/ends.js";
import { grouped } from "../entity/grouped.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { viewerParameters, visible, type Viewer } from "../graph/viewer.js";

export interface NodeKey {
  readonly type: string;
  readonly key: string;
}

/** Where an algorithm starts from. */
export interface Located extends NodeKey {
  readonly id: string;
  /** Neo4j's own name for it, by which it is found without an index; good for this request only. */
  readonly element: string;
}

/**
 * Nodes by type and key, in the order given and in one statement; a version also by its head's key alone, which is its newest that
 * isn't RETIRED. Looked for now, or at `asOf` (ISO 8601). Throws BAD_INPUT for an unknown type, and NOT_FOUND for the first that is
 * missing, hidden, or retired by then.
 */
export async function locate(
  entities: Entities, graph: Graph, viewer: Viewer, { workspace, asOf }: { readonly workspace: string; readonly asOf: string | null }, asked: readonly NodeKey[],
): Promise<readonly Located[]> {
  const keys = asked.map(({ type, key }): NodeKey => ({ type, key: normalKey(key) }));
  const unknown = keys.find(({ type }) => !entities.has(type));
  if (unknown) throw new Problem("BAD_INPUT", `The type is "${unknown.type}"; expected one of ${[...entities.keys()].join(", ")}.`);
  if (keys.length === 0) return [];
  const parts = [...grouped(keys, partOf)].map(([match, some], at) => ({ text: `UNWIND $k${at} AS given ${match}`, given: some.map(({ key }) => key) }));
  const rows = await graph.read({
    name: "locate",
    text: parts.map(({ text }) => text).join(" UNION ALL "),
    parameters: { ...viewerParameters(viewer, asOf ?? undefined), workspace, ...Object.fromEntries(parts.map(({ given }, at) => [`k${at}`, given])) },
  });
  const found = new Map(rows.map((row) => [`${row.get("type")} ${row.get("given")}`, { id: row.get("id") as string, element: row.get("element") as string }]));
  return keys.map(({ type, key }) => {
    const place = found.get(`${type} ${key}`);
    if (!place) throw new Problem("NOT_FOUND", `There is no ${type} with the key "${key}" in the workspace "${workspace}" that you can see; list them with \`${entities.get(type)!.plural}\`.`);
    return { type, key, ...place };
  });

  function partOf({ type, key }: NodeKey): string {
    const head = entities.get(type)!.head;
    const returned = `RETURN "${type}" AS type, given, n.id AS id, elementId(n) AS element`;
    if (!head || key.includes("@")) return `MATCH (n:${type} {workspace: $workspace, key: given}) WHERE ${visible("n")} ${returned}`;
    return `MATCH (h:${head} {workspace: $workspace, key: given})<-[:VERSION_OF]-(n:${type}) WHERE ${visible("h")} AND ${visible("n")} AND n.state <> 'RETIRED' `
      + `WITH given, n ORDER BY n.ordinal DESC WITH given, head(collect(n)) AS n ${returned}`;
  }
}
