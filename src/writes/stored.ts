import type { Entity } from "../entity/entity.js";
import { isOutgoing, relationship, type Edge } from "../entity/edges.js";
import type { Graph, Row } from "../graph/database.js";
import { viewerParameters, visible, type Viewer } from "../graph/viewer.js";

/** A node that edges can lead to. */
export interface Known {
  readonly label: string;
  readonly id: string;
  readonly key: string;
  readonly scope: string;
  /** Effective, 0 to 3. */
  readonly sensitivity: number;
}

/** A node as it stands before a write, with the edges that the write may change. */
export interface Stored extends Known {
  readonly retired: boolean;
  /** Goes up with every change: a write that expected another one starts over. */
  readonly revision: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly edges: readonly StoredEdge[];
}
export interface StoredEdge {
  readonly type: string;
  /** Neo4j's, good for this write only. */
  readonly elementId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly to: Known;
}

/** A version of a head, as far as the next one must know it. */
export interface StoredVersion extends Known {
  readonly ordinal: number;
  readonly digest: string;
  readonly state: string;
  readonly retired: boolean;
}

/** What reads of one write have in common. */
export interface Source {
  readonly graph: Graph;
  readonly workspace: string;
  readonly viewer: Viewer;
  readonly action: string;
}

/** Whether the viewer may see something in this place. */
export const sees = ({ scopes, clearance }: Viewer, { scope, sensitivity }: Pick<Known, "scope" | "sensitivity">): boolean =>
  (scopes === null || scopes.includes(scope)) && sensitivity <= clearance;

/** So many keys a statement: small enough for the server's memory, large enough to make round trips rare. */
const keysPerRead = 5000;

/** Nodes of a kind by key that the viewer sees; a merged one is answered by what it was merged into. */
export async function readKnown(source: Source, entity: Entity, keys: readonly string[]): Promise<readonly (readonly [key: string, known: Known])[]> {
  const { label } = entity;
  const rows = await read(source, keys, `UNWIND $keys AS key MATCH (n:${label} {workspace: $workspace, key: key}) ${survivor(entity)} WITH key, n WHERE ${visible("n")}
    RETURN key, n.id AS id, n.key AS name, n.scope AS scope, n.sensitivity AS sensitivity`);
  return rows.map((row) => [row.get("key") as string, { label, id: row.get("id"), key: row.get("name"), scope: row.get("scope"), sensitivity: Number(row.get("sensitivity")) }]);
}

/** Nodes of a kind by key, seen or not and without their `recordedAt` (moments are what the driver reads slowest), with their edges of the named fields that weren't ended by a write. */
export async function readStored(source: Source, entity: Entity, keys: readonly string[], edgeNames: ReadonlySet<string>): Promise<readonly Stored[]> {
  const { label } = entity;
  const types = [...new Set([...edgeNames].map((name) => entity.edges[name]).filter((edge): edge is Edge => edge !== undefined && isOutgoing(edge)).map(relationship))];
  const edges = types.length === 0 ? "[]" : `COLLECT { MATCH (n)-[r:${types.join("|")}]->(m) WHERE r.endRecordedAt IS NULL
    RETURN [type(r), elementId(r), r {.*, recordedAt: null}, split(m.id, "_")[0], m.id, m.key, m.scope, m.sensitivity] }`;
  const rows = await read(source, keys, `UNWIND $keys AS key MATCH (n:${label} {workspace: $workspace, key: key}) RETURN n {.*, recordedAt: null} AS properties, ${edges} AS edges`);
  return rows.map((row) => storedOf(label, row));
}

function storedOf(label: string, row: Row): Stored {
  const properties = row.get("properties") as Record<string, unknown>;
  return {
    label, id: properties["id"] as string, key: properties["key"] as string, scope: properties["scope"] as string, sensitivity: Number(properties["sensitivity"]),
    retired: properties["retiredAt"] != null, revision: Number(properties["revision"] ?? 0), properties,
    edges: (row.get("edges") as readonly EdgeRow[]).map(([type, elementId, own, to, id, key, scope, sensitivity]) =>
      ({ type, elementId, properties: own, to: { label: to, id, key, scope, sensitivity: Number(sensitivity) } })),
  };
}
type EdgeRow = readonly [type: string, elementId: string, properties: Record<string, unknown>, label: string, id: string, key: string, scope: string, sensitivity: unknown];

/** A head that is there, and all its versions, seen or not. */
export interface Family {
  /** The key that was asked for: that of a merged head leads to what it was merged into. */
  readonly key: string;
  readonly headId: string;
  /** As it was before the versions were read. */
  readonly revision: number;
  readonly versions: readonly StoredVersion[];
}

/** The families of heads of a kind, by the keys of the heads. */
export async function readFamilies(source: Source, head: Entity, heads: readonly string[]): Promise<readonly Family[]> {
  const label = head.version!;
  const rows = await read(source, heads, `UNWIND $keys AS key MATCH (n:${head.label} {workspace: $workspace, key: key}) ${survivor(head)}
    WITH key, n, coalesce(n.revision, 0) AS revision
    RETURN key, n.id AS headId, revision, COLLECT { MATCH (n)<-[:VERSION_OF]-(v:${label}) RETURN [v.id, v.key, v.scope, v.sensitivity, v.ordinal, v.digest, v.state, v.retiredAt IS NOT NULL] } AS versions`);
  return rows.map((row) => ({
    key: row.get("key"), headId: row.get("headId"), revision: Number(row.get("revision")),
    versions: (row.get("versions") as readonly VersionRow[]).map(([id, key, scope, sensitivity, ordinal, digest, state, retired]) =>
      ({ label, id, key, scope, sensitivity: Number(sensitivity), ordinal: Number(ordinal), digest, state, retired })),
  }));
}
type VersionRow = readonly [id: string, key: string, scope: string, sensitivity: unknown, ordinal: unknown, digest: string, state: string, retired: boolean];

/** Cypher that goes on from a merged `n` to what it was merged into. */
const survivor = ({ label, edges }: Entity): string => ("sameAs" in edges ? `OPTIONAL MATCH (n)-[:SAME_AS]->(survivor:${label}) WITH key, coalesce(survivor, n) AS n` : "");

async function read({ graph, workspace, viewer, action }: Source, keys: readonly string[], text: string): Promise<readonly Row[]> {
  const parts = Array.from({ length: Math.ceil(keys.length / keysPerRead) }, (_, at) => keys.slice(at * keysPerRead, (at + 1) * keysPerRead));
  const rows: Row[][] = [];
  for (const part of parts) rows.push([...await graph.read({ name: action, text, parameters: { ...viewerParameters(viewer), workspace, keys: part } })]);
  return rows.flat();
}
