// False alarms, shares found and delays of the drift detector and of others, by simulation: `npm run bench:drift`, with `-- --help` for its options.
import { writeFile } from "node:fs/promises";
import { annotated } from "./drift/annotated.mjs";
import { measured, tuned } from "./drift/measure.mjs";
import { driftOptions, usage } from "./drift/options.mjs";
import { plot } from "./drift/plot.mjs";
import { table } from "./drift/table.mjs";

const say = (message) => process.stderr.write(`${message}\n`);
const options = driftOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
if (options.annotated) {
  const rows = await annotated(options.annotated);
  const mean = (of) => rows.reduce((sum, row) => sum + row[of], 0) / rows.length;
  for (const row of rows) console.log(options.json ? JSON.stringify(row) : `${row.series.padEnd(24)} F1 ${row.f1.toFixed(2)}  cover ${row.cover.toFixed(2)}  ${row.found.join(", ")}`);
  if (!options.json) console.log(`${rows.length} series: F1 ${mean("f1").toFixed(3)}, cover ${mean("cover").toFixed(3)}`);
  process.exit();
}
const seed = 20;
const thresholds = tuned({ ...options, seed, say });
const rows = [];
for (const row of measured(thresholds, { ...options, seed: seed + 1, say })) {
  rows.push(row);
  if (options.json) console.log(JSON.stringify(row));
}
if (!options.json) {
  console.log(`${options.runs} series each (a tenth with seasons). False alarms in 100 points after the baseline; changes found within 30 points, and the mean delay of those found, in points after the first changed one.`);
  console.log(table(rows));
}
if (options.svg) await writeFile(options.svg, plot(rows));
