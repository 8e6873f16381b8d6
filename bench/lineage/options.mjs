// The options of the bench.
import { parseArgs } from "node:util";

export const usage = `npm run bench:lineage -- [options]
  --sizes COUNTS    10000,100000,300000,1000000   nodes of the graphs, growing; a million takes some minutes to write and 2 GB of disk
  --answers COUNTS  10,100,500,2000               at most so many nodes an answer, at a depth of up to 10
  --starts N        200                           random starts of each measurement, by turns upstream and downstream
  --warmup N        100                           walks before the first measurement of a size
  --json            rows as JSON on standard output, one a line, in place of the tables`;

export function lineageOptions(given) {
  const { values } = parseArgs({
    args: given,
    options: {
      sizes: { type: "string", default: "10000,100000,300000,1000000" }, answers: { type: "string", default: "10,100,500,2000" }, starts: { type: "string", default: "200" },
      warmup: { type: "string", default: "100" }, json: { type: "boolean", default: false }, help: { type: "boolean", default: false },
    },
  });
  const counts = (list) => list.split(",").map(Number).sort((one, other) => one - other);
  return { ...values, sizes: counts(values.sizes), answers: counts(values.answers), starts: Number(values.starts), warmup: Number(values.warmup) };
}
