// The options of the bench.
import { parseArgs } from "node:util";
import { shapes } from "./shapes.mjs";

export const usage = `npm run bench:read -- [options]
  --shapes NAMES        of ${shapes.map(({ name }) => name).join(", ")}; all unless given
  --connections COUNTS  such as 1,16, which is usual
  --rounds N            5     each round measures every contender once
  --seconds N           4     of each measurement
  --warmup N            2000  requests before the rounds of a shape
  --foreign CORES       0.15  load of other programs over which a measurement is repeated
  --json                rows as JSON on standard output, one a line, in place of the table
  --profile FOLDER      CPU profiles of the contenders (for Chrome's developer tools)`;

export function readOptions(given) {
  const text = (standard) => ({ type: "string", default: standard });
  const { values } = parseArgs({
    args: given,
    options: {
      shapes: text(shapes.map(({ name }) => name).join()), connections: text("1,16"), rounds: text("5"), seconds: text("4"), warmup: text("2000"), foreign: text("0.15"),
      json: { type: "boolean", default: false }, profile: { type: "string" }, help: { type: "boolean", default: false },
    },
  });
  const names = values.shapes.split(",");
  const unknown = names.find((name) => !shapes.some((shape) => shape.name === name));
  if (unknown !== undefined) throw new Error(`There is no shape ${unknown}.\n${usage}`);
  return {
    ...values, shapes: shapes.filter(({ name }) => names.includes(name)), connections: values.connections.split(",").map(Number),
    ...Object.fromEntries(["rounds", "seconds", "warmup", "foreign"].map((name) => [name, Number(values[name])])),
  };
}
