// Compares what reads cost here, with @neo4j/graphql behind Apollo, and with the bare driver, on one generated graph in an ephemeral
// database: `npm run bench:read`, with `-- --help` for its options.
import "reflect-metadata";
import { openSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import neo4j from "neo4j-driver";
import { readConfig } from "../dist/config.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { migrate } from "../dist/graph/migrate.js";
import { requireEqual } from "./read/compare.mjs";
import { names, startContender } from "./read/contenders.mjs";
import { fill } from "./read/fill.mjs";
import { makeGraph } from "./read/graph.mjs";
import { requestOf } from "./read/load.mjs";
import { readOptions, usage } from "./read/options.mjs";
import { roundsOf } from "./read/rounds.mjs";
import { row, table } from "./read/table.mjs";

/** Requests of each shape whose answers are compared. */
const compared = 25;
const say = (message) => process.stderr.write(`${message}\n`);

const options = readOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const stops = [];
try {
  await bench();
} finally {
  for (const stop of stops.reverse()) await stop();
}

async function bench() {
  const database = await startEphemeral(readConfig().home, say);
  stops.push(database.stop);
  const { keys, ...graph } = makeGraph();
  await prepare(database, graph);
  const log = join(await mkdtemp(join(tmpdir(), "evalgraph-bench-")), "contenders.log");
  say(`Starting ${names.join(", ")}; they log to ${log}.`);
  const contenders = [];
  for (const name of names) {
    const contender = await startContender(name, { database, log: openSync(log, "a"), nodeFlags: options.profile ? ["--cpu-prof", `--cpu-prof-dir=${resolve(options.profile)}`, `--cpu-prof-name=${name}.cpuprofile`] : [] });
    contenders.push(contender);
    stops.push(contender.stop);
  }
  for (const shape of options.shapes) await compare(contenders, shape, keys);
  const results = [];
  let disturbed = 0;
  for (const shape of options.shapes)
    for (const connections of options.connections) {
      const found = await roundsOf(contenders, shape, keys, connections, { ...options, databasePid: database.pid, say });
      disturbed += found.disturbed;
      results.push({ shape: shape.name, connections, medians: found.medians });
      if (options.json) console.log(JSON.stringify(row(results.at(-1))));
    }
  (options.json ? say : console.log)(table(results));
  if (disturbed > 0) say(`${disturbed} measurements stayed under foreign load of more than ${options.foreign} cores; repeat the run on a quiet machine.`);
}

async function prepare({ uri, user, password }, graph) {
  const database = connect({ uri, user, password });
  await migrate(database, say);
  await database.close();
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  await fill(driver, graph, say);
  await driver.close();
}

/** The service's answers must be the peer's, and the driver's to the letter. */
async function compare(contenders, shape, keys) {
  for (let at = 0; at < compared; at += 1) {
    const [service, peer, driver] = await Promise.all(contenders.map((contender) => ask(contender, requestOf(contender, shape, keys, at))));
    requireEqual(shape.name, shape.variables(keys, at), service, peer);
    requireEqual(shape.name, shape.variables(keys, at), service, driver);
  }
  say(`${shape.name}: the answers are equal.`);
}

async function ask({ url, headers }, request) {
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(request) });
  return response.json();
}
