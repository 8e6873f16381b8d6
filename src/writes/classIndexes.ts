import type { Database } from "../graph/database.js";
import { rounds, type Rounds } from "../graph/rounds.js";
import { int } from "../graph/values.js";

export interface IndexesKept {
  /** Chunks that a class has at least, to have an index: fewer are searched faster one by one. */
  readonly least?: number;
  /** Only its classes; those of all workspaces unless given. */
  readonly workspace?: string | null;
  /** Waits until the indexes that it makes are filled, at most so many seconds. */
  readonly wait?: number;
}

/** A vector is read, and its cosine taken, in 25 to 40 us; a hundred neighbours out of an index take as long as 50 to 200 of those. */
const usualLeast = 200;
/** An index stays until its class has less than this share of `least`, so that none comes and goes with each write. */
const stays = 0.5;

/**
 * Makes the vector index of each class of chunks that has grown enough (`classes.ts`), tells searches of those that are filled, and
 * no longer of what isn't there, and drops those of classes that have shrunk. Any number of processes may do this at once, and
 * as often as they like: each step is safe to repeat. Until searches are told of its index, a class is searched one by one.
 */
export async function keepClassIndexes(database: Database, { least = usualLeast, workspace = null, wait = 0 }: IndexesKept = {}): Promise<void> {
  const classes = await classesOf(database, workspace);
  const sizes = new Map<string, number>();
  for (const { label } of classes) sizes.set(label, await sizeOf(database, label));
  const before = await indexesOf(database);
  for (const each of classes) {
    if (sizes.get(each.label)! < least || each.dimensions === 0 || before.has(each.label)) continue;
    await database.write("class index", (transaction) => transaction.run(create(each), {}));
    if (wait > 0) await database.write("class index", (transaction) => transaction.run("CALL db.awaitIndex($name, $wait)", { name: nameOf(each), wait: int(wait) }));
  }
  const indexes = await indexesOf(database);
  for (const each of classes) {
    const found = indexes.get(each.label);
    const isShrunk = sizes.get(each.label)! < least * stays;
    await tell(database, each, found?.state === "ONLINE" && !isShrunk ? found.name : null);
    if (found && isShrunk) await database.write("class index", (transaction) => transaction.run(`DROP INDEX ${nameOf(each)} IF EXISTS`, {}));
  }
}

/** So long after one look at the classes comes the next, in ms; a look takes some ms. */
const pause = { usual: 30_000, least: 30_000 };

/** Keeps the indexes while a process serves. */
export const startClassIndexes = (database: Database, failed: (error: unknown) => void): Pick<Rounds, "stop"> => rounds(pause, async () => {
  await keepClassIndexes(database).catch(failed);
  return pause;
});

interface ChunkClass {
  readonly label: string;
  readonly embedder: string;
  readonly dimensions: number;
  /** The index that searches are told of. */
  readonly index: string | null;
}

/** What stands in the text of a statement: the labels that `followClass` makes, and names made of them. */
const plain = /^Chunk_[0-9a-f]{32}$/;

async function classesOf(database: Database, workspace: string | null): Promise<readonly ChunkClass[]> {
  const rows = await database.read({ name: "class index", parameters: { workspace }, text: "MATCH (class:ChunkClass) WHERE $workspace IS NULL OR class.workspace = $workspace RETURN class.label AS label, class.embedder AS embedder, class.dimensions AS dimensions, class.index AS index" });
  return rows.map((row) => row.toObject() as unknown as ChunkClass).filter(({ label }) => plain.test(label)).map((each) => ({ ...each, dimensions: Number(each.dimensions) }));
}

/** Neo4j keeps this number; classes are asked about one after another, so that they are in nobody's way. */
async function sizeOf(database: Database, label: string): Promise<number> {
  const [row] = await database.read({ name: "class index", text: `MATCH (n:${label}) RETURN count(n) AS size`, parameters: {} });
  return Number(row!.get("size"));
}

/** Of classes, by their labels. */
async function indexesOf(database: Database): Promise<ReadonlyMap<string, { readonly name: string; readonly state: string }>> {
  const rows = await database.read({ name: "class index", text: "SHOW VECTOR INDEXES YIELD name, state, labelsOrTypes WHERE labelsOrTypes[0] STARTS WITH 'Chunk_' RETURN name, state, labelsOrTypes[0] AS label", parameters: {} });
  return new Map(rows.map((row) => [row.get("label") as string, { name: row.get("name") as string, state: row.get("state") as string }]));
}

/** `chunk_<model>_<class>`. */
const nameOf = ({ label, embedder }: ChunkClass): string =>
  `chunk_${embedder.split("@")[0]!.toLowerCase().replace(/[^a-z0-9]+/g, "_").slice(0, 40)}_${label.slice("Chunk_".length)}`;

/**
 * Without quantization: it makes cosines up to .01 wrong, which costs recall, and saves memory only. With twice Neo4j's usual edges and breadth of
 * building: of the ten chunks nearest to a question far from all 940 of a class, the hundred nearest then hold .98 and not .965, in no more time;
 * 20,000 chunks are indexed in 10 s and not 6.
 */
const create = (each: ChunkClass): string =>
  `CREATE VECTOR INDEX ${nameOf(each)} IF NOT EXISTS FOR (n:${each.label}) ON (n.embedding)
   OPTIONS {indexConfig: {\`vector.dimensions\`: ${each.dimensions}, \`vector.similarity_function\`: 'cosine', \`vector.quantization.enabled\`: false, \`vector.hnsw.m\`: 32, \`vector.hnsw.ef_construction\`: 200}}`;

async function tell(database: Database, { label, index }: ChunkClass, name: string | null): Promise<void> {
  if (index === name) return;
  await database.write("class index", (transaction) => transaction.run("MATCH (class:ChunkClass {label: $label}) SET class.index = $name", { label, name }));
}
