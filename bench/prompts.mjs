// Times prompts without retrieval on the first example world, in an ephemeral database: `npm run bench:prompts`. Prints JSON, in ms.
import "reflect-metadata";
import { fileURLToPath } from "node:url";
import { readConfig } from "../dist/config.js";
import { localEmbedder } from "../dist/documents/offers.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { migrate } from "../dist/graph/migrate.js";
import { assemble } from "../dist/prompts/assemble.js";
import { build } from "../dist/prompts/build.js";
import { loadSeed } from "../dist/seeds/loadSeed.js";
import { load } from "../dist/writes/load.js";
import { quantile } from "./quantile.mjs";

/** Calls before any is timed, and calls that are. */
const [warming, timed] = [1_500, 500];
/** Approved examples of the task: as the example world has them, and with so many more. */
const more = 60;

const owner = { principal: "local-owner", scopes: null, clearance: 3, roles: [{ role: "operator", scopes: null }] };
const embedded = await startEphemeral(readConfig().home, (message) => process.stderr.write(`${message}\n`));
const database = connect(embedded);
try {
  await migrate(database, () => {});
  const context = { graph: database.session(), workspace: "demo", principal: owner.principal, viewer: owner };
  const { problems } = await loadSeed(context, fileURLToPath(new URL("../seeds/it-assistant", import.meta.url)));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const figures = { examplesOfTheWorld: await times(context) };
  await addExamples(context);
  console.log(JSON.stringify({ ...figures, [`and${more}More`]: await times(context) }, null, 2));
} finally {
  await database.close();
  await embedded.stop();
}

async function times(context) {
  const request = (n) => ({
    workspace: "demo", task: "classify-intent", variables: { question: `Since build ${n} the ${["printer", "VPN", "mail program", "laptop"][n % 4]} doesn't start when I am at site ${n % 17}. What can I do?` },
    maxTokens: 4096, purpose: null, language: null, prompt: null, query: null, filters: { corpora: [], languages: [], domains: [], documents: [] }, asOf: null,
  });
  const fresh = Date.now();
  return {
    preview: await quantiles((n) => assemble(context, request(n), localEmbedder())),
    buildAgain: await quantiles((n) => build(context, request(n % warming), localEmbedder())),
    buildNew: await quantiles((n) => build(context, request(fresh + n), localEmbedder())),
  };
}

async function quantiles(call) {
  for (let n = 0; n < warming; n++) await call(n);
  const all = [];
  for (let n = 0; n < timed; n++) {
    const start = performance.now();
    await call(warming + n);
    all.push(performance.now() - start);
  }
  return { p50: round(quantile(all, 0.5)), p95: round(quantile(all, 0.95)) };
}

function round(ms) {
  return Math.round(ms * 10) / 10;
}

async function addExamples(context) {
  const items = Array.from({ length: more }, (_, n) => ({
    type: "Demonstration", key: `classify-intent/made-${n}`, state: "APPROVED", task: "classify-intent", language: "en",
    input: { question: `Message ${n}: ${["no paper comes out of", "I can't sign in to", "where do I order", "who repairs"][n % 4]} number ${n * 31}` }, output: `intent-${n % 6}`, label: `intent-${n % 6}`,
  }));
  const { errors } = await load(context, items, { action: "bench", trusted: true });
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
}
