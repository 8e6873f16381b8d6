// Writes the graph into an empty, migrated database.
import neo4j from "neo4j-driver";

const batch = 5_000;
const moments = ["recordedAt", "validFrom", "at", "releasedAt", "startedAt", "endedAt"];
const integers = ["sensitivity", "ownSensitivity", "ordinal", "revision", "itemCount", "parameterCount", "contextTokens", "seed", "n"];

export async function fill(driver, { nodes, edges }, say) {
  say("Writing the graph.");
  for (const [label, rows] of nodes)
    await write(driver, `UNWIND $rows AS row CREATE (n:${label}) SET n = row`, rows.map(stored));
  for (const [kind, rows] of grouped(edges)) {
    const [from, type, to] = kind.split(" ");
    await write(driver, `UNWIND $rows AS row MATCH (a:${from} {id: row.from}) MATCH (b:${to} {id: row.to}) CREATE (a)-[r:${type}]->(b) SET r = row.properties`,
      rows.map((row) => ({ from: row.from.id, to: row.to.id, properties: stored(row.properties) })));
  }
  await driver.executeQuery("CALL db.awaitIndexes(300)");
  await driver.executeQuery("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()");
  await driver.executeQuery("CALL db.resampleOutdatedIndexes()");
}

async function write(driver, text, rows) {
  for (let at = 0; at < rows.length; at += batch) await driver.executeQuery(text, { rows: rows.slice(at, at + batch) });
}

/** Each edge is written by its labels and type, so that its ends are found in an index. */
function grouped(edges) {
  const groups = new Map();
  for (const edge of edges) {
    const kind = `${edge.from.label} ${edge.type} ${edge.to.label}`;
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(edge);
  }
  return groups;
}

function stored(properties) {
  const made = { ...properties };
  for (const name of moments) if (name in made) made[name] = neo4j.types.DateTime.fromStandardDate(new Date(made[name]));
  for (const name of integers) if (name in made) made[name] = neo4j.int(made[name]);
  return made;
}
