// The options of the bench.
import { parseArgs } from "node:util";

export const usage = `npm run bench:drift -- [options]
  --runs N          2000              series of each kind and effect; with seasons, a tenth, as the season is told anew at each point
  --effects LIST    1,1.5,2,3         changes, in standard deviations of the noise
  --budget SHARE    .05               share of series in control that may alarm within 100 points
  --tune NOISE      all               noise that the others are held to the budget in: white, t3, AR(.3) or all, as the service's own always is
  --annotated DIR   (none)            series with annotations.json beside them, in the layout of the Turing Change Point Dataset: F1 and cover of change points
  --svg FILE        (none)            where a plot of shares found and delays is written
  --json            rows as JSON on standard output, one a line, in place of the tables`;

export function driftOptions(given) {
  const { values } = parseArgs({
    args: given,
    options: {
      runs: { type: "string", default: "2000" }, effects: { type: "string", default: "1,1.5,2,3" }, budget: { type: "string", default: ".05" }, tune: { type: "string", default: "all" }, annotated: { type: "string" },
      svg: { type: "string" }, json: { type: "boolean", default: false }, help: { type: "boolean", default: false },
    },
  });
  return { ...values, runs: Number(values.runs), effects: values.effects.split(",").map(Number), budget: Number(values.budget) };
}
