// Rounds of all contenders in turn, so that what drifts drifts for all of them; medians over the rounds.
import { setTimeout } from "node:timers/promises";
import { measure, warm } from "./load.mjs";

/** Times that a round is repeated before it counts as it is. */
const repeats = 4;
const pauseMs = 2_000;

/** Medians by contender's name, and how many rounds stayed under foreign load. */
export async function roundsOf(contenders, shape, keys, connections, { rounds, warmup, foreign, say, ...options }) {
  const measured = new Map(contenders.map(({ name }) => [name, []]));
  let disturbed = 0;
  for (const contender of contenders) await warm(contender, shape, keys, connections, warmup);
  for (let round = 0; round < rounds; round += 1)
    for (let place = 0; place < contenders.length; place += 1) {
      const contender = contenders[(round + place) % contenders.length];
      const result = await quietest(() => measure(contender, shape, keys, connections, options), foreign);
      if (result.foreign > foreign) disturbed += 1;
      measured.get(contender.name).push(result);
      say(`${shape.name}, ${connections} connections, round ${round + 1}, ${contender.name}: ${Math.round(result.perSecond)}/s, foreign load ${result.foreign.toFixed(2)} cores`);
    }
  return { disturbed, medians: Object.fromEntries([...measured].map(([name, results]) => [name, medianOf(results)])) };
}

async function quietest(work, foreign) {
  let best = await work();
  for (let again = 0; again < repeats && best.foreign > foreign; again += 1) {
    await setTimeout(pauseMs);
    const next = await work();
    if (next.foreign < best.foreign) best = next;
  }
  return best;
}

const medianOf = (results) => Object.fromEntries(Object.keys(results[0]).map((name) => {
  const sorted = results.map((result) => result[name]).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return [name, sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2];
}));
