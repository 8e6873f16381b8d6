// Times, on an ephemeral database: embedding documents alone, taking them in (split, embedded, written, linked), and the same again. Prints one line of JSON each.
// Run it with `npm run bench:ingest -- FOLDER [MOST]`, a folder with a corpus.jsonl in BEIR's layout, such as a collection of abstracts.
import "reflect-metadata";
import { readConfig } from "../dist/config.js";
import { localEmbedder } from "../dist/documents/offers.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { embeddingModel } from "../dist/graph/embedded/model.js";
import { migrate } from "../dist/graph/migrate.js";
import { readBeir } from "../dist/ingest/beir.js";
import { importBeir } from "../dist/ingest/importBeir.js";

const [folder, most = "1000"] = process.argv.slice(2);
if (!folder) throw new Error("Give a folder with a corpus.jsonl: npm run bench:ingest -- FOLDER.");
const say = (message) => process.stderr.write(`${message}\n`);

const viewer = { principal: "local-owner", scopes: null, clearance: 3, roles: [{ role: "operator", scopes: null }] };
const whole = await readBeir(folder);
const collection = { ...whole, documents: whole.documents.slice(0, Number(most)), queries: [], judgements: null };
const { documents } = collection;
const { home } = readConfig();
await embeddingModel(home, say);
await localEmbedder().passages(["Loads the model."]);
await timed("embed", () => localEmbedder().passages(documents.map(({ title, text }) => `${title}\n${text}`)));
const embedded = await startEphemeral(home, say);
const database = connect(embedded);
try {
  await migrate(database, say);
  const context = { graph: database.session(), workspace: "bench", principal: viewer.principal, viewer };
  for (const what of ["take in", "again"]) await timed(what, () => importBeir(context, collection));
  const [row] = await database.read({ name: "count", parameters: {}, text: "RETURN COUNT { (:Chunk) } AS chunks, COUNT { (:Term) } AS terms, COUNT { (:Chunk)-[:MENTIONS]->(:Term) } AS termMentions, COUNT { (:Chunk)-[:MENTIONS]->(:Document) } AS documentMentions" });
  console.log(JSON.stringify(Object.fromEntries(Object.entries(row.toObject()).map(([name, value]) => [name, Number(value)]))));
} finally {
  await database.close();
  await embedded.stop();
}

async function timed(what, work) {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ what, documents: documents.length, seconds: Number(seconds.toFixed(1)), perSecond: Number((documents.length / seconds).toFixed(1)), nodeCpuSeconds: Number(((user + system) / 1e6).toFixed(1)), memoryMb: Math.round(process.memoryUsage().rss / 2 ** 20) }));
}
