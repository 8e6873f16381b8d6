import { hiddenCells, newestShare, newModels, newTasks, releasedAfter } from "../../dist/transfer/splits.js";
import { namedCells } from "./named.mjs";

/** The standard splits of a table by what they are called; `k` is the number of runs that a new task or model has. */
export function standardSplits(data, seed) {
  const cells = namedCells(data);
  const released = new Map(data.table.subjects.flatMap(({ releasedAt }, at) => (releasedAt === null ? [] : [[data.models[at], releasedAt]])));
  return [
    ...[0.3, 0.7, 0.9].map((share) => ({ name: `${100 * share} % of cells`, split: hiddenCells(cells, share, seed) })),
    ...[0, 1, 3, 5, 10].map((runs) => ({ name: `new task, ${runs} runs`, k: runs, of: "task", split: newTasks(cells, runs, seed) })),
    ...[0, 1, 3, 5, 10].map((runs) => ({ name: `new model, ${runs} runs`, k: runs, of: "model", split: newModels(cells, runs, seed) })),
    { name: "newest fifth of models", split: releasedAfter(cells, released, newestShare(released, 0.2)) },
  ];
}
