// Requests to one contender for a while, and what they cost.
import autocannon from "autocannon";
import { machineMs, ownMs, processMs } from "./machine.mjs";

/** Different requests that each connection goes through, again and again. */
const different = 300;

export const requestOf = (contender, shape, keys, at) =>
  ({ query: contender.name === "peer" ? shape.peer : shape.service, variables: shape.variables(keys, at) });

/** `{ amount }` requests or `{ duration }` in seconds, over so many connections. @throws Error for a request that failed. */
async function fire(contender, shape, keys, connections, much, seen = () => {}) {
  const requests = Array.from({ length: different }, (_, at) => ({ method: "POST", body: JSON.stringify(requestOf(contender, shape, keys, at)) }));
  const run = autocannon({ url: contender.url, headers: contender.headers, connections, requests, ...much });
  run.on("response", (_client, _status, _bytes, ms) => seen(ms));
  const result = await run;
  const failed = result.non2xx + result.errors;
  if (failed > 0) throw new Error(`${failed} requests of ${shape.name} to the ${contender.name} failed; its log says why.`);
  return { answered: result["2xx"], seconds: result.duration };
}

export const warm = (contender, shape, keys, connections, amount) => fire(contender, shape, keys, connections, { amount });

/** A round: requests a second, latencies in ms, CPU and garbage collection of its process and CPU of the
 * database and of the load itself in ms a request, foreign load in cores. */
export async function measure(contender, shape, keys, connections, { seconds, databasePid }) {
  const latencies = [];
  const before = await contender.meter();
  const [machine, database, own, began] = [machineMs(), processMs(databasePid), ownMs(), performance.now()];
  const { answered, seconds: lasted } = await fire(contender, shape, keys, connections, { duration: seconds }, (ms) => latencies.push(ms));
  const wall = performance.now() - began;
  const after = await contender.meter();
  const cpuMs = after.cpuMs - before.cpuMs;
  const databaseMs = processMs(databasePid) - database;
  const loadMs = ownMs() - own;
  latencies.sort((a, b) => a - b);
  const percentile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0;
  return {
    perSecond: answered / lasted, p50: percentile(0.5), p99: percentile(0.99),
    cpuMs: cpuMs / answered, databaseMs: databaseMs / answered, loadMs: loadMs / answered, collectionMs: (after.collectionMs - before.collectionMs) / answered,
    foreign: machine === null ? 0 : Math.max(0, (machineMs() - machine - databaseMs - loadMs - cpuMs) / wall),
  };
}
