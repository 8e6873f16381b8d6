import { fitTransfer, predictCells, quality } from "../../dist/transfer/model.js";
import { random } from "../../dist/entity/random.js";
import { shuffled } from "../../dist/transfer/splits.js";
import { meansModel } from "../../dist/transfer/model/meansModel.js";
import { rowsOf } from "../../dist/transfer/model/rows.js";
import { withCells } from "../../dist/transfer/model/withCells.js";
import { level } from "./compare.mjs";
import { quantile } from "../quantile.mjs";

const [models, tasks, filled] = [6, 25, 0.4];

/** Random tables of a team's size, 40 % of whose cells are seen: how the service does on the others beside task + model mean. */
export function teams({ table }, count, seed, say) {
  const next = random(seed);
  const tries = [];
  for (let at = 0; at < count; at += 1) {
    tries.push(attempt(table, next));
    if ((at + 1) % 20 === 0) say(`${at + 1} of ${count} teams.`);
  }
  const ratios = tries.map(({ rmse, means }) => rmse / means);
  const cells = tries.reduce((sum, { n }) => sum + n, 0);
  return {
    teams: count, cells, coverage: tries.reduce((sum, { inside }) => sum + inside, 0) / cells, without: tries.reduce((sum, { without }) => sum + without, 0),
    rmse: quantile(tries.map(({ rmse }) => rmse), 0.5), means: quantile(tries.map(({ means }) => means), 0.5), ratio: quantile(ratios, 0.5), worse: ratios.filter((ratio) => ratio > 1.05).length / count,
  };
}

function attempt(table, next) {
  const { cells } = table;
  const chosenModels = new Set(shuffled([...table.subjects.keys()], next).slice(0, models));
  const chosenTasks = new Set(shuffled([...table.columns.keys()], next).slice(0, tasks));
  const places = [...cells.values.keys()].filter((at) => chosenModels.has(cells.subjects[at]) && chosenTasks.has(cells.columns[at]));
  const seen = new Set(shuffled(places, next).slice(0, Math.round(places.length * filled)));
  const hidden = places.filter((at) => !seen.has(at));
  if (seen.size === 0 || hidden.length === 0) return attempt(table, next);
  const known = withCells(table, [...seen]);
  const predictions = predictCells(fitTransfer(known), hidden.map((at) => ({ column: cells.columns[at], subject: cells.subjects[at] })), level);
  const means = meansModel(rowsOf(known));
  const tried = (mean, low = mean, high = mean) => (at, i) => ({ task: String(cells.columns[at]), truth: cells.values[at], mean: mean(at, i), low: low(at, i), high: high(at, i) });
  const service = quality(hidden.map(tried((_, i) => predictions[i].mean, (_, i) => predictions[i].low ?? -Infinity, (_, i) => predictions[i].high ?? Infinity)));
  const peer = quality(hidden.map(tried((at) => means.mean + means.column[cells.columns[at]] + means.subject[cells.subjects[at]])));
  return { n: hidden.length, inside: service.coverage * hidden.length, without: predictions.filter(({ low }) => low === null).length, rmse: service.rmse, means: peer.rmse };
}
