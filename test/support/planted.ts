import { expect } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { instant, int } from "../../src/graph/values.js";
import { followClass, searched } from "../../src/writes/classes.js";

/** A node as it is stored, with what every node has filled in: ISO moments become datetimes, whole numbers in `whole` integers. */
export interface Planted {
  readonly type: string;
  /** Its key, and unless `id` is given its id: `<type>_<key>`. */
  readonly key: string;
  readonly id?: string;
  readonly scope?: string;
  readonly sensitivity?: number;
  readonly [property: string]: unknown;
}
/** From, relationship, to: ids; then its properties. */
export type PlantedEdge = readonly [from: string, type: string, to: string, properties?: Readonly<Record<string, unknown>>];

/**
 * Writes a small graph past the writer, for tests of reads: exactly these nodes and edges, in one workspace. Whatever the graph, Neo4j
 * plans two statements, once a run.
 */
export async function plant(database: Database, workspace: string, nodes: readonly Planted[], edges: readonly PlantedEdge[]): Promise<void> {
  await database.write("test/plant", async (transaction) => {
    const rows = await transaction.run("UNWIND $nodes AS node CREATE (n:$(node.label)) SET n = node.properties RETURN n.id AS id, elementId(n) AS element",
      { nodes: nodes.map((node) => ({ label: node.type, properties: stored(workspace, node) })) });
    const elements = new Map(rows.map((row) => [row.get("id") as string, row.get("element") as string]));
    const element = (id: string): string => elements.get(id) ?? expect.fail(`An edge is planted at ${id}, which is none of the nodes planted with it.`);
    await transaction.run(
      "UNWIND $edges AS edge MATCH (from) WHERE elementId(from) = edge.from MATCH (to) WHERE elementId(to) = edge.to CREATE (from)-[r:$(edge.type)]->(to) SET r = edge.properties",
      { edges: edges.map(([from, type, to, properties = {}]) => ({ from: element(from), type, to: element(to), properties: { recordedAt: instant("2026-01-01T00:00:00Z"), ...values(properties) } })) },
    );
    await followClass(transaction, searched, nodes.filter(({ type }) => type === searched).map((node) => stored(workspace, node).id));
  });
}

const stored = (workspace: string, { type, key, id = `${type}_${key}`, sensitivity = 1, scope = `${workspace}/root`, ...rest }: Planted) => ({
  id, key, workspace, scope, sensitivity: int(sensitivity), recordedAt: instant("2026-01-01T00:00:00Z"), ...values(rest),
});
const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const values = (properties: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typeof value === "string" && moment.test(value) ? instant(value) : value]));
