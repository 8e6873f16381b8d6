import { join } from "node:path";
import type { Catalogue } from "../entity/catalogue.js";
import { check, atLeast, type Check } from "./checks.js";
import type { Graph } from "./database.js";
import { damaged, MODEL } from "./embedded/model.js";
import { applied, pending } from "./migrate.js";
import { migrations } from "./migrations.js";
import { openDatabase } from "./open.js";
import { foundSchema, schemaDifference, wantedSchema } from "./schema.js";
import { surroundings, type Surroundings } from "./surroundings.js";

const OLDEST_NEO4J = [5, 26] as const;

/**
 * Everything that the service needs, looked at once, in the order in which it is needed. Where the embedded database isn't
 * running, it is started and stopped again. `further` are looks at the graph that others than this layer know of, `embedder` at what makes vectors, unless that is the
 * offline model.
 */
export async function doctor(settings: Surroundings, catalogue: Catalogue, further: readonly Look[] = [], embedder: () => Promise<Check> = () => offlineEmbedder(settings.home)): Promise<readonly Check[]> {
  const around = await surroundings(settings);
  return [...around, ...(await graph(settings, catalogue, further)), await embedder()];
}

export type Look = (graph: Graph) => Promise<Check>;

async function graph(settings: Surroundings, catalogue: Catalogue, further: readonly Look[]): Promise<readonly Check[]> {
  const expected = settings.neo4j === null ? "the embedded Neo4j to start" : `Neo4j at ${settings.neo4j.uri} to answer`;
  try {
    const opened = await openDatabase(settings, () => {});
    try {
      return [await version(opened.database, opened.uri), await migrated(opened.database), await indexes(opened.database, catalogue), ...(await Promise.all(further.map((look) => look(opened.database))))];
    } finally {
      await opened.close();
    }
  } catch (error) {
    return [check("Database", false, "no answer", expected, error instanceof Error ? error.message : String(error))];
  }
}

async function version(database: Graph, uri: string): Promise<Check> {
  const [row] = await database.read({ name: "doctor/version", text: "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition LIMIT 1", parameters: {} });
  const found = String(row?.get("version"));
  return check("Database", atLeast(found, OLDEST_NEO4J), `Neo4j ${found} ${row?.get("edition")} at ${uri}`, `Neo4j ${OLDEST_NEO4J.join(".")} or newer`,
    "Upgrade it, or leave NEO4J_URI unset.");
}

async function migrated(database: Graph): Promise<Check> {
  const wanted = migrations();
  const expected = `all ${wanted.length} applied`;
  try {
    const missing = pending(await applied(database), wanted).map(({ name }) => name);
    return check("Migrations", missing.length === 0, missing.length === 0 ? expected : `${missing.join(", ")} not applied`, expected, "Run: npx evalgraph migrate");
  } catch (error) {
    return check("Migrations", false, "other files than these", expected, error instanceof Error ? error.message : String(error));
  }
}

async function indexes(database: Graph, catalogue: Catalogue): Promise<Check> {
  const [wanted, found] = [wantedSchema(catalogue), await foundSchema(database)];
  const missing = schemaDifference(wanted, found).missing.map(({ name }) => `${name} missing`);
  const waiting = found.filter(({ state }) => state !== "ONLINE").map(({ name, state }) => `${name} ${state}`);
  const expected = `all ${wanted.length} online`;
  return check("Indexes", missing.length + waiting.length === 0, [...missing, ...waiting].join(", ") || expected, expected,
    "Run: npx evalgraph migrate. An index that is POPULATING will be ready in time; one that FAILED is to be dropped and made again.");
}

async function offlineEmbedder(home: string): Promise<Check> {
  const wrong = await damaged(home);
  return check("Embedder", wrong === null, wrong ?? `${MODEL.id}, offline`, `${MODEL.id} with its SHA-256`,
    `Remove the folder ${join(home, "models")} if it is there; the next start fetches it.`);
}
