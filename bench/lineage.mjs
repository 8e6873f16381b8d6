// Times lineage on made-up artifact graphs of several sizes, grown one from the other in an ephemeral database:
// `npm run bench:lineage`, with `-- --help` for its options.
import "reflect-metadata";
import neo4j from "neo4j-driver";
import { readConfig } from "../dist/config.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { grow, prepare } from "./lineage/fill.mjs";
import { measured } from "./lineage/measure.mjs";
import { lineageOptions, usage } from "./lineage/options.mjs";
import { table } from "./lineage/table.mjs";

const say = (message) => process.stderr.write(`${message}\n`);
const options = lineageOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const embedded = await startEphemeral(readConfig().home, say);
const database = connect(embedded);
const driver = neo4j.driver(embedded.uri, neo4j.auth.basic(embedded.user, embedded.password));
try {
  const rows = [];
  await prepare(driver);
  for (const [at, size] of options.sizes.entries()) {
    await grow(driver, at === 0 ? 0 : options.sizes[at - 1], size, say);
    for await (const row of measured(database, driver, size, { ...options, databasePid: embedded.pid, say })) {
      rows.push(row);
      if (options.json) console.log(JSON.stringify(row));
    }
    if (!options.json) console.log(table(rows));
  }
} finally {
  await Promise.all([database.close(), driver.close()]);
  await embedded.stop();
}
