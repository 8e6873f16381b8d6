import type { Database } from "../../src/graph/database.js";
import { instant, int } from "../../src/graph/values.js";
import { followClass } from "../../src/writes/classes.js";

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

/** Writes a small graph past the writer, for tests of reads: exactly these nodes and edges, in one workspace. */
export async function plant(database: Database, workspace: string, nodes: readonly Planted[], edges: readonly PlantedEdge[]): Promise<void> {
  await database.write("test/plant", async (transaction) => {
    for (const [label, some] of by(nodes, ({ type }) => type)) {
      const rows = some.map((node) => stored(workspace, node));
      await transaction.run(`UNWIND $nodes AS node CREATE (n:${label}) SET n = node`, { nodes: rows });
      await followClass(transaction, label, rows.map(({ id }) => id));
    }
    const labels = new Map(nodes.map(({ type, key, id = `${type}_${key}` }) => [id, type]));
    for (const [pattern, some] of by(edges, ([from, type, to]) => `MATCH (from:${labels.get(from)} {id: edge.from}), (to:${labels.get(to)} {id: edge.to}) CREATE (from)-[r:${type}]->(to)`))
      await transaction.run(
        `UNWIND $edges AS edge ${pattern} SET r = edge.properties`,
        { edges: some.map(([from, , to, properties = {}]) => ({ from, to, properties: { recordedAt: instant("2026-01-01T00:00:00Z"), ...values(properties) } })) },
      );
  });
}

const stored = (workspace: string, { type, key, id = `${type}_${key}`, sensitivity = 1, scope = `${workspace}/root`, ...rest }: Planted) => ({
  id, key, workspace, scope, sensitivity: int(sensitivity), recordedAt: instant("2026-01-01T00:00:00Z"), ...values(rest),
});
const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const values = (properties: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typeof value === "string" && moment.test(value) ? instant(value) : value]));

function by<T>(items: readonly T[], of: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(of(item), [...(groups.get(of(item)) ?? []), item]);
  return groups;
}
