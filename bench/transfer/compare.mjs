import { fitTransfer, predictCells, quality } from "../../dist/transfer/model.js";
import { meansModel } from "../../dist/transfer/model/meansModel.js";
import { rowsOf } from "../../dist/transfer/model/rows.js";
import { withCells } from "../../dist/transfer/model/withCells.js";
import { als, ranks, ridges } from "./als.mjs";
import { itemKnn } from "./itemKnn.mjs";
import { hiddenPlaces } from "./named.mjs";

export const level = 0.9;

/** The qualities of the service and its peers on a split's hidden cells, in points, with the time of the fit and the service's predictions. */
export function measured(data, { split, ...about }, say) {
  const { table } = data;
  const hidden = hiddenPlaces(data, split);
  const isHidden = new Set(hidden);
  const seen = withCells(table, [...table.cells.values.keys()].filter((at) => !isHidden.has(at)));
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const model = fitTransfer(seen);
  const fitSeconds = (performance.now() - started) / 1_000;
  const fitCpuSeconds = process.cpuUsage(cpu).user / 1e6;
  const pairs = Array.from(hidden, (at) => ({ column: table.cells.columns[at], subject: table.cells.subjects[at] }));
  const predictions = predictCells(model, pairs, level);
  const predictSeconds = (performance.now() - started) / 1_000 - fitSeconds;
  const truths = (predict) => Array.from(hidden, (at, i) => ({ task: String(table.cells.columns[at]), truth: table.cells.values[at], ...predict(table.cells.columns[at], table.cells.subjects[at], i) }));
  const cells = truths((_, __, i) => ({ mean: predictions[i].mean, low: predictions[i].low ?? -Infinity, high: predictions[i].high ?? Infinity }));
  const service = quality(cells);
  say(`${about.name}: RMSE ${service.rmse.toFixed(2)}, coverage ${service.coverage.toFixed(3)}, fit in ${fitSeconds.toFixed(1)} s (${fitCpuSeconds.toFixed(1)} s of processor).`);
  return { ...about, hidden: hidden.length, fitSeconds, fitCpuSeconds, predictSeconds, service, coverageAt: coverages(model, pairs, cells), ...peers(rowsOf(seen), truths) };
}

/** Levels of intervals of which the coverage is told. */
export const levels = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

function coverages(model, pairs, cells) {
  const inside = (interval) => predictCells(model, pairs, interval).filter(({ low, high }, i) => low <= cells[i].truth && cells[i].truth <= high).length;
  return Object.fromEntries(levels.map((interval) => [interval, inside(interval) / cells.length]));
}

/** Task + model mean, item kNN and the best ALS of all settings, chosen on the hidden cells themselves. */
export function peers(rows, truths) {
  const of = (predict) => quality(truths((column, subject) => {
    const mean = predict(column, subject);
    return { mean, low: mean, high: mean };
  }));
  const means = meansModel(rows);
  const tried = ranks.flatMap((rank) => ridges.map((ridge) => ({ rank, ridge, ...of(als(rows, rank, ridge)) })));
  return { means: of((c, m) => means.mean + means.column[c] + means.subject[m]), itemKnn: of(itemKnn(rows)), als: tried.reduce((best, each) => (each.rmse < best.rmse ? each : best)) };
}
