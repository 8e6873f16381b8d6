// How much sealing costs those who write: 16 writers at once upsert tasks, in rounds with the sealer running and without it, on an
// ephemeral database, each in a domain of its own so that they don't wait for each other's locks. What waits is sealed before each
// half of a round, and at the end of one with the sealer within its time. Prints the writes a second of each half, the ratio of
// their medians, and the CPU of Node and of the database for a write, which foreign load moves less; then checks the chain.
// Run it with `npm run bench:audit`; options: --rounds=N --seconds=N --writers=N --warm=N --json.
import "reflect-metadata";
import { startSealer } from "../dist/audit/sealer.js";
import { isSound, verify } from "../dist/audit/verify.js";
import { readConfig } from "../dist/config.js";
import { connect } from "../dist/graph/connect.js";
import { startEphemeral } from "../dist/graph/embedded/embedded.js";
import { migrate } from "../dist/graph/migrate.js";
import { chained } from "../dist/writes/chain.js";
import { load } from "../dist/writes/load.js";
import { seal } from "../dist/writes/seal.js";
import { ownMs, processMs } from "./read/machine.mjs";

const option = (name, usual) => Number(process.argv.find((each) => each.startsWith(`--${name}=`))?.split("=")[1] ?? usual);
const [rounds, seconds, writers] = [option("rounds", 10), option("seconds", 4), option("writers", 16)];
/** Seconds of each kind before the first round: a database that has just begun compiles what it runs. */
const warmUp = option("warm", 20);
const isJson = process.argv.includes("--json");
const say = (message) => process.stderr.write(`${message}\n`);

const workspace = "bench";
const viewer = { principal: "local-owner", scopes: null, clearance: 3, roles: [{ role: "operator", scopes: null }] };
const embedded = await startEphemeral(readConfig().home, say);
const database = connect(embedded);
let written = 0;
try {
  await migrate(database, say);
  for (let writer = 0; writer < writers; writer++) await write({ type: "Domain", key: `d-${writer}`, title: "d" });
  say("Warming up.");
  for (const isSealed of [false, true]) await half(isSealed, warmUp);
  const all = { without: [], with: [] };
  for (let round = 0; round < rounds; round++) {
    for (const isSealed of round % 2 === 0 ? [false, true] : [true, false]) {
      const figures = await half(isSealed, seconds);
      all[isSealed ? "with" : "without"].push(figures);
      say(`Round ${round + 1}, ${isSealed ? "with   " : "without"} the sealer: ${figures.perSecond.toFixed(0)} writes a second, CPU a write ${figures.databaseMs.toFixed(1)} ms of the database, ${figures.nodeMs.toFixed(1)} ms of Node.`);
    }
  }
  await drain();
  const verdicts = await verify(database, workspace);
  const [{ sealed }] = verdicts;
  const result = {
    writers, rounds, seconds, writes: written, sealed, sound: isSound(verdicts),
    without: median(all.without, "perSecond"), with: median(all.with, "perSecond"),
    ratioOfMedians: median(all.with, "perSecond") / median(all.without, "perSecond"),
    medianOfRatios: middle(all.with.map(({ perSecond }, at) => perSecond / all.without[at].perSecond)),
    cpuMs: { without: median(all.without, "cpuMs"), with: median(all.with, "cpuMs") },
  };
  if (isJson) console.log(JSON.stringify(result));
  else console.log(`${result.without.toFixed(0)} writes a second without the sealer, ${result.with.toFixed(0)} with it: a ratio of ${result.ratioOfMedians.toFixed(3)} (median over rounds ${result.medianOfRatios.toFixed(3)}); CPU a write ${result.cpuMs.without.toFixed(1)} and ${result.cpuMs.with.toFixed(1)} ms. ${sealed} entries of ${written} writes are sealed; the chain is ${result.sound ? "sound" : "NOT sound"}.`);
} finally {
  await database.close();
  await embedded.stop();
}

/** One half of a round: nothing waits at its start, and with the sealer what waits at its end is part of its time. */
async function half(isSealed, duration) {
  await drain();
  const failures = [];
  const sealer = isSealed ? startSealer({ database, failed: (error) => failures.push(error) }) : undefined;
  const [began, count, own, databases] = [performance.now(), written, ownMs(), processMs(embedded.pid)];
  const end = began + 1000 * duration;
  await Promise.all(Array.from({ length: writers }, async (_, writer) => {
    for (let turn = 0; performance.now() < end; turn++) {
      await write({ type: "Task", key: `t-${writer}-${turn % 50}`, title: `${Math.random()}`, domains: [`d-${writer}`] });
      sealer?.wake();
    }
  }));
  await sealer?.stop();
  if (isSealed) await drain();
  if (failures.length > 0) throw failures[0];
  const done = written - count;
  const [nodeMs, databaseMs] = [(ownMs() - own) / done, (processMs(embedded.pid) - databases) / done];
  return { perSecond: (1000 * done) / (performance.now() - began), nodeMs, databaseMs, cpuMs: nodeMs + databaseMs };
}

async function write(item) {
  const { errors } = await load({ graph: database.session(), workspace, principal: viewer.principal, viewer }, [item], { action: "bench" });
  if (errors.length > 0) throw new Error(errors[0].message);
  written++;
}

async function drain() {
  for (const kind of chained) while ((await seal(database, workspace, kind)) > 0);
}

function middle(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function median(halves, name) {
  return middle(halves.map((each) => each[name]));
}
