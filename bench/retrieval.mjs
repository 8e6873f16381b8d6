// Measures retrieval on made-up collections in an ephemeral database: what callers with narrow scopes find, and how long it takes; and what the graph step brings.
// `npm run bench:retrieval`, with `-- --help` for its options.
import "reflect-metadata";
import { readConfig } from "../dist/config.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { embeddingModel } from "../dist/graph/embedded/model.js";
import { migrate } from "../dist/graph/migrate.js";
import { keepClassIndexes } from "../dist/writes/classIndexes.js";
import { atRest } from "./read/machine.mjs";
import { grow, prepare } from "./retrieval/fill.mjs";
import { atFirst, measured, warmUp } from "./retrieval/measure.mjs";
import { measuredHops } from "./retrieval/measureHops.mjs";
import { retrievalOptions, usage } from "./retrieval/options.mjs";
import { hopTable, table } from "./retrieval/table.mjs";

/** Longest that an index may take to be filled, in seconds. */
const filled = 1_800;
const say = (message) => process.stderr.write(`${message}\n`);
const options = retrievalOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const embedded = await startEphemeral(readConfig().home, say);
const database = connect({ ...embedded, writeLimit: filled * 1_000 });
try {
  await migrate(database, say);
  if (options.sets.includes("hops")) {
    await embeddingModel(readConfig().home, say);
    const rows = await measuredHops(database, say);
    if (options.json) rows.forEach((row) => console.log(JSON.stringify(row)));
    else console.log(hopTable(rows));
  }
  if (options.sets.includes("scopes")) await measureScopes();
} finally {
  await database.close();
  await embedded.stop();
}

async function measureScopes() {
  await prepare(database);
  const chunks = [];
  const rows = [];
  for (const size of options.sizes) {
    chunks.push(...(await grow(database, chunks.length, size, say)));
    say(`${size} chunks: making the indexes of their classes.`);
    await keepClassIndexes(database, { wait: filled });
    say(`${size} chunks: waiting until Neo4j has merged what it wrote.`);
    await atRest(embedded.pid);
    say(`${size} chunks: measuring.`);
    const asked = { ...options, databasePid: embedded.pid };
    if (rows.length === 0) {
      for await (const row of atFirst(database, chunks, asked)) tell(row);
      await warmUp(database, options.searches);
    }
    for await (const row of measured(database, chunks, asked)) tell(row);
  }
  if (!options.json) console.log(table(rows));

  function tell(row) {
    rows.push(row);
    if (options.json) console.log(JSON.stringify(row));
    else say(`${row.caller}: recall@10 ${row.recall.toFixed(3)}, p50 ${row.p50.toFixed(1)} ms, p95 ${row.p95.toFixed(1)} ms.`);
  }
}
