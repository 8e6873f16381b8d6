// The options of the bench.
import { parseArgs } from "node:util";

export const usage = `npm run bench:retrieval -- [options]
  --sets NAMES    scopes,hops   scopes: callers who see parts of large collections; hops: questions whose answer stands in a passage that another one names
  --sizes COUNTS  10000,100000  chunks of the collections, growing; 100,000 take some minutes to write and to index
  --queries N     200           queries of each caller, asked one after another
  --warmup N      50            queries of each caller before they are timed
  --searches N    1000          searches before that, after a row of what they take at first
  --json          rows as JSON on standard output, one a line, in place of the table`;

export function retrievalOptions(given) {
  const { values } = parseArgs({
    args: given,
    options: {
      sets: { type: "string", default: "scopes,hops" },
      sizes: { type: "string", default: "10000,100000" }, queries: { type: "string", default: "200" }, warmup: { type: "string", default: "50" }, searches: { type: "string", default: "1000" },
      json: { type: "boolean", default: false }, help: { type: "boolean", default: false },
    },
  });
  const sets = values.sets.split(",");
  const other = sets.find((set) => !["scopes", "hops"].includes(set));
  if (other !== undefined) throw new Error(`--sets names ${JSON.stringify(other)}; expected scopes, hops, or both with a comma between.`);
  return { ...values, sets, sizes: values.sizes.split(",").map(Number).sort((one, other) => one - other), queries: Number(values.queries), warmup: Number(values.warmup), searches: Number(values.searches) };
}
