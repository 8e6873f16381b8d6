// Measures the transfer model against task + model mean, item kNN and ALS on the same hidden cells, on a public table in a folder (models.json,
// tasks.json, results.csv) and on Pythia. `npm run bench:transfer -- DIR`, with `-- --help` for its options.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measured } from "./transfer/compare.mjs";
import { growth } from "./transfer/growth.mjs";
import { readTable } from "./transfer/mteb.mjs";
import { transferOptions, usage } from "./transfer/options.mjs";
import { calibrationPlot, learningPlot } from "./transfer/plots.mjs";
import { pythiaCases, readPythia } from "./transfer/pythia.mjs";
import { standardSplits } from "./transfer/standard.mjs";
import { qualityTable, sizeTable, teamTable } from "./transfer/table.mjs";
import { teams } from "./transfer/teams.mjs";

const say = (message) => process.stderr.write(`${message}\n`);
const options = transferOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const print = (rows, table) => (options.json ? rows.forEach((row) => console.log(JSON.stringify(row))) : rows.length > 0 && console.log(`${table(rows)}\n`));
const data = options.folder && readTable(options.folder);
mkdirSync(options.out, { recursive: true });

if (options.sets.includes("splits")) {
  const rows = standardSplits(data, options.seed).filter(({ name }) => !options.only || name.includes(options.only)).map((split) => measured(data, split, say));
  print(rows, qualityTable);
  for (const [file, svg] of [["calibration.svg", calibrationPlot(rows)], ["learning.svg", learningPlot(rows)]]) {
    writeFileSync(join(options.out, file), svg);
    say(`${join(options.out, file)} is written.`);
  }
}
if (options.sets.includes("pythia")) {
  const pythia = readPythia();
  print(pythiaCases(pythia, options.seed).map((split) => measured(pythia, split, say)), qualityTable);
}
if (options.sets.includes("teams")) print([teams(data, options.teams, options.seed, say)], teamTable);
if (options.sets.includes("growth")) print(await growth(data, options.sizes, say), sizeTable);
