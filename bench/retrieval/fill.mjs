// Writes a made-up collection into a migrated database, past the service's writer but for the classes of chunks.
import neo4j from "neo4j-driver";
import { followClass } from "../../dist/writes/classes.js";
import { chunkAt, chunksOfDocument, embedder, shares, workspace } from "./collection.mjs";

/** Documents a transaction. */
const together = 50;
const told = 20_000;

const own = (label, key, scope) => ({ id: `${label}_${key}`, key, workspace, scope: `${workspace}/${scope}`, sensitivity: neo4j.int(1), ownSensitivity: neo4j.int(1) });

export async function prepare(database) {
  await database.write("bench", async (transaction) => {
    const make = (label, rows) => transaction.run(`UNWIND $rows AS row CREATE (n:${label}) SET n = row, n.recordedAt = datetime()`, { rows });
    await make("Domain", ["root", ...Object.keys(shares)].map((key) => ({ ...own("Domain", key, key), title: key })));
    await make("Task", [{ ...own("Task", "answer", "*"), title: "Answer" }]);
    await transaction.run("MATCH (task:Task {workspace: $workspace}), (root:Domain {id: 'Domain_root'}) CREATE (task)-[:IN_DOMAIN {recordedAt: datetime(), validFrom: datetime('2020-01-01T00:00:00Z')}]->(root)", { workspace });
  });
}

/** Adds the chunks from one number to another, both whole documents; answers domains and vectors by number. */
export async function grow(database, from, to, say) {
  const chunks = [];
  for (let first = from; first < to; first += together * chunksOfDocument) {
    const made = Array.from({ length: Math.min(together * chunksOfDocument, to - first) }, (_, place) => ({ at: first + place, ...chunkAt(first + place) }));
    chunks.push(...made.map(({ domain, vector }) => ({ domain, vector })));
    await write(database, made);
    if (Math.floor((first + made.length) / told) > Math.floor(first / told)) say(`${first + made.length} chunks are written.`);
  }
  await database.write("bench", (transaction) => transaction.run("CALL db.resampleOutdatedIndexes()", {}));
  return chunks;
}

async function write(database, made) {
  const rows = made.filter(({ at }) => at % chunksOfDocument === 0).map(({ document, domain, topic }) => ({
    domain: `Domain_${domain}`,
    document: { ...own("Document", `doc-${document}`, domain), title: `About ${topic}` },
    version: { ...own("DocumentVersion", `doc-${document}@1`, domain), version: "1", ordinal: neo4j.int(1), state: "APPROVED" },
    chunks: made.filter((each) => each.document === document).map(({ at, vector, text }) => ({
      ...own("Chunk", `doc-${document}@1#${at % chunksOfDocument}`, domain), text, start: neo4j.int(0), end: neo4j.int(text.length), embedding: [...vector], embedder,
    })),
  }));
  await database.write("bench", async (transaction) => {
    await transaction.run(`UNWIND $rows AS row MATCH (domain:Domain {id: row.domain})
      CREATE (document:Document)-[:HOME_DOMAIN {recordedAt: datetime()}]->(domain), (version:DocumentVersion)-[:VERSION_OF {recordedAt: datetime()}]->(document)
      SET document = row.document, version = row.version, document.recordedAt = datetime(), version.recordedAt = datetime()
      WITH row, version UNWIND row.chunks AS each
      CREATE (chunk:Chunk)-[:PART_OF {recordedAt: datetime()}]->(version) SET chunk = each, chunk.recordedAt = datetime()`, { rows });
    await followClass(transaction, "Chunk", rows.flatMap(({ chunks }) => chunks.map(({ id }) => id)));
  });
}
