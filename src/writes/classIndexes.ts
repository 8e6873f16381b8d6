import { grouped } from "../entity/grouped.js";
import type { Database } from "../graph/database.js";
import { rounds, type Rounds } from "../graph/rounds.js";
import { int } from "../graph/values.js";
import { isOfClass, labelStart } from "./classes.js";
import { putInPlace } from "./outOfPlace.js";

export interface IndexesKept {
  /** Chunks that a class's place has at least, for the class to have an index: fewer are searched faster one by one. */
  readonly least?: number;
  /** Only its classes; those of all workspaces unless given. */
  readonly workspace?: string | null;
  /** Waits until the indexes that it makes are filled, at most so many seconds. */
  readonly wait?: number;
}

/** A vector is read, and its cosine taken, in 25 to 40 us; a hundred neighbours out of an index take as long as 50 to 200 of those. */
const usualLeast = 200;
/** An index stays until it would spare less than this share of `least`, so that none comes and goes with each write. */
const stays = 0.5;
/** Searches are told of a size that has changed by this share. */
const sizeChange = 0.1;

/**
 * Makes the vector index of each class of chunks whose place has grown enough, and of each collection that has grown enough beside its largest class (`classes.ts`), tells searches
 * of those that are filled, and no longer of what isn't there, and drops those of what has shrunk. Any number of processes may do this at once, and
 * as often as they like: each step is safe to repeat. Until searches are told of its index, a class is searched one by one.
 */
export async function keepClassIndexes(database: Database, { least = usualLeast, workspace = null, wait = 0 }: IndexesKept = {}): Promise<void> {
  const groups = measured(await groupsOf(database, workspace));
  const before = await indexesOf(database);
  for (const { group, gains } of groups) {
    if (gains < least || group.dimensions === 0 || before.has(group.label)) continue;
    await database.write("class index", (transaction) => transaction.run(create(group), {}));
    if (wait > 0) await database.write("class index", (transaction) => transaction.run("CALL db.awaitIndex($name, $wait)", { name: nameOf(group), wait: int(wait) }));
  }
  const indexes = await indexesOf(database);
  for (const { group, gains } of groups) {
    const found = indexes.get(group.label);
    const isShrunk = gains < least * stays;
    await tell(database, group, found?.state === "ONLINE" && !isShrunk ? found.name : null);
    if (found && isShrunk) await database.write("class index", (transaction) => transaction.run(`DROP INDEX ${nameOf(group)} IF EXISTS`, {}));
  }
}

/** So long after one look at the classes comes the next, in ms; a look takes some ms. */
const pause = { usual: 30_000, least: 30_000 };
/** Of so many looks one is for what is out of place. */
const looksForPlaces = 20;

/** Keeps the indexes while a process serves, and moves what is out of place. */
export function startClassIndexes(database: Database, failed: (error: unknown) => void): Pick<Rounds, "stop"> {
  let look = 0;
  return rounds(pause, async (isStopped) => {
    await keepClassIndexes(database).catch(failed);
    if (look++ % looksForPlaces === 1) await putInPlace(database, { isStopped }).catch(failed);
    return pause;
  });
}

/** A class or a collection. */
interface Group {
  readonly kind: "ChunkClass" | "PastChunkClass" | "ChunkCollection";
  readonly workspace: string;
  /** Of a class; null of a collection. */
  readonly scope: string | null;
  readonly sensitivity: number | null;
  readonly label: string;
  readonly embedder: string;
  readonly dimensions: number;
  /** Chunks that it has. */
  readonly size: number;
  /** What searches are told of: its index, and its size. */
  readonly told: { readonly index: string | null; readonly size: number | null };
}

/** Neo4j keeps the number of nodes with a label; groups are asked about one after another, so that they are in nobody's way. */
async function groupsOf(database: Database, workspace: string | null): Promise<readonly Group[]> {
  const rows = await database.read({ name: "class index", parameters: { workspace }, text: `MATCH (group:ChunkClass|PastChunkClass|ChunkCollection) WHERE $workspace IS NULL OR group.workspace = $workspace
    RETURN labels(group)[0] AS kind, group.workspace AS workspace, group.scope AS scope, group.sensitivity AS sensitivity, group.label AS label, group.embedder AS embedder, group.dimensions AS dimensions, {index: group.index, size: group.size} AS told` });
  const groups: Group[] = [];
  for (const group of rows.map((row) => row.toObject() as unknown as Omit<Group, "size">)) {
    if (!isOfClass(group.label)) continue;
    const [row] = await database.read({ name: "class index", text: `MATCH (n:${group.label}) RETURN count(n) AS size`, parameters: {} });
    groups.push({ ...group, size: Number(row!.get("size")) });
  }
  return groups;
}

/**
 * With the chunks that an index would spare searches to look at: of a class all in its place, which is where chunks are found one by one, past ones and those
 * of other embedders too; of a collection those that its largest class hasn't, whose index is as good for its own.
 */
function measured(groups: readonly Group[]): readonly { readonly group: Group; readonly gains: number }[] {
  const placeOf = ({ workspace, scope, sensitivity }: Group) => JSON.stringify([workspace, scope, sensitivity]);
  const wholeOf = ({ workspace, embedder }: Group) => JSON.stringify([workspace, embedder]);
  const inPlace = new Map([...grouped(groups, placeOf)].map(([place, own]) => [place, own.reduce((sum, { size }) => sum + size, 0)]));
  const largest = new Map([...grouped(groups.filter(({ kind }) => kind === "ChunkClass"), wholeOf)].map(([whole, own]) => [whole, Math.max(...own.map(({ size }) => size))]));
  return groups.map((group) => ({ group, gains: group.kind === "ChunkCollection" ? group.size - (largest.get(wholeOf(group)) ?? 0) : inPlace.get(placeOf(group))! }));
}

/** Of classes and collections, by their labels. */
async function indexesOf(database: Database): Promise<ReadonlyMap<string, { readonly name: string; readonly state: string }>> {
  const rows = await database.read({ name: "class index", text: "SHOW VECTOR INDEXES YIELD name, state, labelsOrTypes WHERE labelsOrTypes[0] STARTS WITH $start RETURN name, state, labelsOrTypes[0] AS label", parameters: { start: labelStart } });
  return new Map(rows.map((row) => [row.get("label") as string, { name: row.get("name") as string, state: row.get("state") as string }]));
}

/** `chunk_<model>_<class>`. */
const nameOf = ({ label, embedder }: Group): string =>
  `chunk_${embedder.split("@")[0]!.toLowerCase().replace(/[^a-z0-9]+/g, "_").slice(0, 40)}_${label.slice(labelStart.length)}`;

/**
 * Without quantization: it makes cosines up to .01 wrong, which costs recall, and saves memory only. With twice Neo4j's usual edges and breadth of
 * building: of the ten chunks nearest to a question far from all 940 of a class, the hundred nearest then hold .98 and not .965, in no more time;
 * 20,000 chunks are indexed in 10 s and not 6.
 */
const create = (each: Group): string =>
  `CREATE VECTOR INDEX ${nameOf(each)} IF NOT EXISTS FOR (n:${each.label}) ON (n.embedding)
   OPTIONS {indexConfig: {\`vector.dimensions\`: ${each.dimensions}, \`vector.similarity_function\`: 'cosine', \`vector.quantization.enabled\`: false, \`vector.hnsw.m\`: 32, \`vector.hnsw.ef_construction\`: 200}}`;

async function tell(database: Database, { kind, label, size, told }: Group, index: string | null): Promise<void> {
  const isNear = told.size !== null && Math.abs(size - told.size) <= sizeChange * told.size;
  if (index === told.index && isNear) return;
  await database.write("class index", (transaction) => transaction.run(`MATCH (group:${kind} {label: $label}) SET group.index = $index, group.size = $size`, { label, index, size: int(size) }));
}
