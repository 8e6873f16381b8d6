import { hostname } from "node:os";
import { Problem } from "../entity/problem.js";
import type { Database, Graph, Row } from "./database.js";
import { migrations, type Migration } from "./migrations.js";
import { cypher } from "./query.js";
import { int } from "./values.js";

/** A migration as the graph remembers it. */
export interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  /** ISO 8601. */
  readonly at: string;
}

/** How long to wait for indexes to be filled, in seconds: that of 200,000 chunks of 25 words, made anew, takes 5. */
const INDEX_LIMIT_S = 100;

/**
 * Applies what is missing, in order, and waits until all indexes are online. Others that migrate at the same time wait, then
 * find nothing left to do. A migration that failed half way is run again from its start.
 * @throws Problem CONFLICT where the graph was migrated by other files than these.
 */
export async function migrate(database: Database, progress: (message: string) => void, wanted: readonly Migration[] = migrations()): Promise<readonly Migration[]> {
  await database.write("migrate/lease", (transaction) => transaction.run(LEASES, {}));
  const made = await database.write("migrate", async (lock) => {
    await lock.run(LEASE, { holder: `${hostname()} ${process.pid}` });
    const missing = pending((await lock.run(APPLIED, {})).map(appliedOf), wanted);
    for (const each of missing) await apply(database, each, progress);
    return missing;
  });
  await database.write("migrate/await", (transaction) => transaction.run("CALL db.awaitIndexes($seconds)", { seconds: int(INDEX_LIMIT_S) }));
  return made;
}

/** What the graph remembers, oldest first. */
export const applied = async (graph: Graph): Promise<readonly Applied[]> =>
  (await graph.read({ name: "migrate/applied", text: APPLIED, parameters: {} })).map(appliedOf);

/** Those of `wanted` that are not yet applied. @throws Problem CONFLICT as `migrate` does. */
export function pending(done: readonly Applied[], wanted: readonly Migration[]): readonly Migration[] {
  for (const each of done) {
    const file = wanted.find(({ version }) => version === each.version);
    if (!file) throw new Problem("CONFLICT", `The graph was migrated by ${each.name}, which this version of evalgraph does not have. Use the version that applied it on ${each.at}, or a newer one.`);
    if (file.checksum !== each.checksum)
      throw new Problem("CONFLICT",
        `${file.name} has been edited: its SHA-256 is ${short(file.checksum)}, but ${short(each.checksum)} was applied on ${each.at}. Restore the file, and put the change into a new migration.`);
  }
  const newest = Math.max(0, ...done.map(({ version }) => version));
  const missing = wanted.filter(({ version }) => !done.some((each) => each.version === version));
  const late = missing.find(({ version }) => version < newest);
  if (late) throw new Problem("CONFLICT", `${late.name} comes before V${String(newest).padStart(4, "0")}, which is applied already. Give it a higher number.`);
  return missing;
}

const LEASES = "CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (n:Lease) REQUIRE n.name IS UNIQUE";
const short = (checksum: string) => checksum.slice(0, 12);

const LEASE = cypher("graph/takeMigrationLease");
const APPLIED = cypher("graph/appliedMigrations");
const REMEMBER = cypher("graph/rememberMigration");
const appliedOf = (row: Row) => row.toObject() as unknown as Applied;

/** Neo4j takes changes of schema and of data in different transactions only, so a migration is remembered after it is made. */
async function apply(database: Database, { version, name, checksum, statements }: Migration, progress: (message: string) => void): Promise<void> {
  progress(`Migrating: ${name}.`);
  await database.write(`migrate/${name}`, async (transaction) => {
    for (const statement of statements) await transaction.run(statement, {});
  });
  await database.write(`migrate/${name}`, (transaction) => transaction.run(REMEMBER, { version: int(version), name, checksum }));
}
