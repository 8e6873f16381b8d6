// The options of the bench.
import { parseArgs } from "node:util";

const names = ["splits", "pythia", "teams", "growth"];

export const usage = `npm run bench:transfer -- DIR [options]
  DIR                                      folder with models.json, tasks.json and results.csv (model,task,score from 0 to 1); pythia needs none
  --sets NAMES  splits,pythia,teams,growth   splits: all standard splits; pythia: later checkpoints, tasks, a size; teams: small subtables; growth: time and memory
  --only TEXT                              of the splits, those with the text in their name
  --seed N      1                          of the splits
  --teams N     200                        subtables of 6 models and 25 tasks
  --sizes LIST  150,300,1000,3000          models of the tables of which the fit's time is measured
  --out FOLDER  bench/plots                  where the plots (SVG) go
  --json        rows as JSON on standard output, one a line, in place of the tables`;

export function transferOptions(given) {
  const { values, positionals } = parseArgs({
    args: given, allowPositionals: true,
    options: {
      sets: { type: "string", default: names.join() }, only: { type: "string" }, seed: { type: "string", default: "1" }, teams: { type: "string", default: "200" },
      sizes: { type: "string", default: "150,300,1000,3000" }, out: { type: "string", default: "bench/plots" }, json: { type: "boolean", default: false }, help: { type: "boolean", default: false },
    },
  });
  const sets = values.sets.split(",");
  const other = sets.find((set) => !names.includes(set));
  if (other !== undefined) throw new Error(`--sets names ${JSON.stringify(other)}; expected some of ${names.join(", ")} with commas between.`);
  const needing = sets.find((set) => set !== "pythia");
  if (needing && positionals.length !== 1 && !values.help) throw new Error(`${positionals.length} folders were given; ${needing} needs one: npm run bench:transfer -- DIR.`);
  return { ...values, sets, folder: positionals[0], seed: Number(values.seed), teams: Number(values.teams), sizes: values.sizes.split(",").map(Number) };
}
