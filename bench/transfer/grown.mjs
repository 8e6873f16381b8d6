// Fits a table, read from standard input, with as many models as the argument says; beyond those that are there, models are mixtures of two with noise.
import { readFileSync } from "node:fs";
import { fitTransfer, predictCells, serialise } from "../../dist/transfer/model.js";
import { random } from "../../dist/entity/random.js";
import { quantile } from "../quantile.mjs";

const wanted = Number(process.argv[2]);
const table = grown(JSON.parse(readFileSync(0, "utf8")), wanted);
const [started, cpu] = [performance.now(), process.cpuUsage()];
const model = fitTransfer(table);
const fitSeconds = (performance.now() - started) / 1_000;
const fitCpuSeconds = process.cpuUsage(cpu).user / 1e6;
const next = random(7);
const pairs = Array.from({ length: 200 }, () => ({ column: Math.floor(next() * table.columns.length), subject: Math.floor(next() * wanted) }));
predictCells(model, pairs.slice(0, 20), 0.9);
const times = pairs.map((pair) => {
  const from = performance.now();
  predictCells(model, [pair], 0.9);
  return performance.now() - from;
});
console.log(JSON.stringify({
  models: wanted, tasks: table.columns.length, cells: table.cells.values.length, fitSeconds, fitCpuSeconds, megabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  p50: quantile(times, 0.5), p95: quantile(times, 0.95), storedMegabytes: serialise(model).length / 2 ** 20,
}));

function grown({ columns, subjects, cells }, count) {
  const next = random(3);
  const rows = subjects.map((features) => ({ features, scores: new Map() }));
  cells.values.forEach((value, i) => rows[cells.subjects[i]].scores.set(cells.columns[i], value));
  const from = rows.slice();
  while (rows.length < count) {
    const [one, other] = [0, 1].map(() => from[Math.floor(next() * from.length)]);
    const share = next();
    const scores = new Map([...one.scores].map(([column, value]) => [column, share * value + (1 - share) * (other.scores.get(column) ?? value) + 2 * (next() - 0.5)]));
    rows.push({ features: { ...one.features, id: `model ${rows.length}`, head: `model ${rows.length}`, names: [`model ${rows.length}`] }, scores });
  }
  const all = rows.slice(0, count).flatMap(({ scores }, subject) => [...scores].map(([column, value]) => ({ subject, column, value })));
  return {
    columns, subjects: rows.slice(0, count).map(({ features }) => features),
    cells: { columns: Int32Array.from(all, ({ column }) => column), subjects: Int32Array.from(all, ({ subject }) => subject), values: Float64Array.from(all, ({ value }) => value), stdErrs: new Float64Array(all.length), apart: new Float64Array(all.length) },
  };
}
