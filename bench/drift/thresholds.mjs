// Measures what h has to be for a rate of false alarms, and writes the table that src/drift/settings.ts reads it from:
// npm run build && node bench/drift/thresholds.mjs [runs] > src/drift/limits.ts
// Each figure is the share of series of 100 points in control, after the baseline, whose greatest sum stays below it: the worst of
// white, heavy-tailed and correlated noise, so that nobody has to know which one a signal has.
import { scan } from "../../dist/drift/cusum.js";
import { kinds, noises } from "./series.mjs";

const runs = Number(process.argv[2] ?? 4000);
const points = 100;
const rates = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
const baselines = [14, 20, 40];
const { tuning } = await import("../../dist/drift/settings.js");

const needed = (kind, warmUp, sides) => {
  const greatest = [];
  for (const values of noises(kind, runs, Math.max(20, warmUp) + points, 5)) {
    const { path } = scan(values, new Float64Array(values.length), sides, { ...tuning, warmUp, h: Infinity });
    greatest.push(path.subarray(Math.max(20, warmUp)).reduce((most, each) => Math.max(most, each), 0));
  }
  greatest.sort((one, other) => one - other);
  return rates.map((rate) => greatest[Math.ceil(runs * (1 - rate)) - 1]);
};
const row = (warmUp, sides) => {
  const all = kinds.map((kind) => needed(kind, warmUp, sides));
  process.stderr.write(`${warmUp} points, ${sides} sides: ${kinds.map((kind, at) => `${kind} ${all[at].map((each) => each.toFixed(2)).join(" ")}`).join("; ")}\n`);
  return rates.map((_, at) => Math.ceil(100 * Math.max(...all.map((each) => each[at]))) / 100);
};
const table = (sides) => baselines.map((warmUp) => `  { warmUp: ${warmUp}, h: [${row(warmUp, sides).join(", ")}] },`).join("\n");
console.log(`/** False alarms per 100 points, as a share of series that have one. Made by bench/drift/thresholds.mjs with ${runs} series of each kind of noise. */
export const rates = [${rates.join(", ")}] as const;

/** What h has to be for each of these rates, after a baseline of so many points; the last stands for longer ones. */
export const oneSidedLimits = [
${table(1)}
] as const;

/** The same for watching both ways, which has two chances to alarm falsely. */
export const twoSidedLimits = [
${table(2)}
] as const;`);
