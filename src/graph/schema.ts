import type { Catalogue } from "../entity/catalogue.js";
import { expected, type Expected } from "../entity/constraints.js";
import type { Graph } from "./database.js";

/** A constraint or index with its name. */
export interface Named extends Expected {
  readonly name: string;
}
export interface Found extends Named {
  /** Of an index: `ONLINE`, `POPULATING`, `FAILED`. */
  readonly state: string;
}

/**
 * What the service keeps for itself: which migrations ran, who may do what alone, which commands were answered, how far the chains
 * of the audit go and what waits to join them, and which classes and collections chunks are in.
 */
const INFRASTRUCTURE: readonly Expected[] = [
  unique("Lease", "name"), unique("Migration", "version"), unique("Command", "workspace", "key"), unique("ChainHead", "workspace", "kind"),
  range("AuditEntry", "workspace", "unsealed"), range("ChangeEvent", "workspace", "unsealed"),
  unique("ChunkClass", "workspace", "embedder", "scope", "sensitivity"), range("ChunkClass", "workspace"),
  unique("PastChunkClass", "workspace", "embedder", "scope", "sensitivity"), range("PastChunkClass", "workspace"), unique("ChunkCollection", "workspace", "embedder"),
  range("Chunk", "workspace", "scope", "sensitivity"),
];

/** Everything that the migrations must have made. */
export const wantedSchema = (catalogue: Catalogue): readonly Named[] =>
  [...expected(catalogue), ...INFRASTRUCTURE].map((each) => ({ ...each, name: nameOf(each) }));

/**
 * What is there: constraints, and indexes but for those that belong to constraints, the two that Neo4j makes of itself, and the
 * `chunk_<model>_<class>` of classes and collections.
 */
export async function foundSchema(graph: Graph): Promise<readonly Found[]> {
  const [constraints, indexes] = await Promise.all([
    graph.read({ name: "schema/constraints", text: `SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties RETURN *, 'ONLINE' AS state`, parameters: {} }),
    graph.read({
      name: "schema/indexes",
      text: `SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, state, owningConstraint
             WHERE owningConstraint IS NULL AND NOT type IN ['LOOKUP', 'VECTOR'] RETURN name, type, entityType, labelsOrTypes, properties, state`,
      parameters: {},
    }),
  ]);
  return [...constraints, ...indexes].map((row) => row.toObject() as unknown as Found);
}

/** What is wanted and not there, and what is there and not wanted, by all but their state. */
export function schemaDifference(wanted: readonly Named[], found: readonly Found[]): { readonly missing: readonly Named[]; readonly extra: readonly Found[] } {
  const words = ({ name, type, entityType, labelsOrTypes, properties }: Named) => JSON.stringify([name, type, entityType, labelsOrTypes, properties]);
  const has = (some: readonly Named[]) => new Set(some.map(words));
  const [there, asked] = [has(found), has(wanted)];
  return { missing: wanted.filter((each) => !there.has(words(each))), extra: found.filter((each) => !asked.has(words(each))) };
}

/** The line of a migration that makes it. */
export function createStatement({ name, type, entityType, labelsOrTypes, properties }: Named): string {
  const pattern = entityType === "NODE" ? `(n:${labelsOrTypes.join("|")})` : `()-[n:${labelsOrTypes.join("|")}]-()`;
  const all = properties.map((property) => `n.${property}`).join(", ");
  if (type === "UNIQUENESS") return `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR ${pattern} REQUIRE (${all}) IS UNIQUE;`;
  if (type === "FULLTEXT")
    return `CREATE FULLTEXT INDEX ${name} IF NOT EXISTS FOR ${pattern} ON EACH [${all}] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'english'}};`;
  return `CREATE INDEX ${name} IF NOT EXISTS FOR ${pattern} ON (${all});`;
}

/** `task_key`, `task_id`, `task_version_ordinal`, `task_search`, `subtask_of_valid_to`. */
const nameOf = ({ type, labelsOrTypes, properties }: Expected) =>
  `${snake(labelsOrTypes[0]!)}_${type === "FULLTEXT" ? "search" : snake(properties.at(-1)!)}`;
const snake = (name: string) => (name === name.toUpperCase() ? name : name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_")).toLowerCase();

function unique(label: string, ...properties: string[]): Expected {
  return { type: "UNIQUENESS", entityType: "NODE", labelsOrTypes: [label], properties };
}

function range(label: string, ...properties: string[]): Expected {
  return { type: "RANGE", entityType: "NODE", labelsOrTypes: [label], properties };
}
