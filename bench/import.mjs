// Times, on an ephemeral database: the import of a folder of lm-evaluation-harness result files, the same again (all are there
// already), and in another workspace the compact seed, then the files over it. Prints one line of JSON each.
// Run it with `npm run bench:import -- FOLDER`.
import "reflect-metadata";
import { fileURLToPath } from "node:url";
import { readConfig } from "../dist/config.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { migrate } from "../dist/graph/migrate.js";
import { importResults } from "../dist/ingest/importResults.js";
import { filesAt } from "../dist/ingest/sourceFiles.js";
import { readSeed } from "../dist/seeds/readSeed.js";
import { load } from "../dist/writes/load.js";

const folder = process.argv[2];
if (!folder) throw new Error("Give a folder of result files: npm run bench:import -- FOLDER.");
const say = (message) => process.stderr.write(`${message}\n`);

const viewer = { principal: "local-owner", scopes: null, clearance: 3, roles: ["operator"] };
const files = filesAt([folder], (name) => name.endsWith(".json"));
const embedded = await startEphemeral(readConfig().home, say);
const database = connect(embedded);
try {
  await migrate(database, say);
  const into = (workspace) => ({ graph: database.session(), workspace, principal: viewer.principal, viewer });
  await timed("import", () => importResults(into("raw"), files));
  await timed("import again", () => importResults(into("raw"), files));
  await timed("seed", async () => load(into("seeded"), await seedItems(), { action: "seed", trusted: true }));
  await timed("import over the seed", () => importResults(into("seeded"), files));
} finally {
  await database.close();
  await embedded.stop();
}

async function seedItems() {
  const { items } = await readSeed(fileURLToPath(new URL("../seeds/pythia", import.meta.url)));
  return items.map(({ item }) => item);
}

async function timed(what, work) {
  const started = performance.now();
  const { created, updated, unchanged, imported, skipped, problems, errors } = await work();
  const memoryMb = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(JSON.stringify({ what, seconds: Number(((performance.now() - started) / 1000).toFixed(1)), memoryMb, imported, skipped, created, updated, unchanged, refused: (problems ?? errors).length }));
}
