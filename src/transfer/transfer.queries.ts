import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";

const text = z.string();
const number = z.number();

const entry = z.tuple([
  text, number, number.nullable(), text.nullable(), number, text.nullable(), text.nullable(), text.nullable(), text.nullable(), number, z.enum(["MEASURED", "PUBLISHED", "SYNTHETIC"]),
]).transform(([subject, value, stdErr, protocol, ordinal, data, split, judge, extraction, at, origin]) =>
  ({ subject, value, stdErr, protocol, ordinal, data, split, judge, extraction, at, origin }));

export const scoresOf = query("transfer/scores", {
  params: z.object({ workspace: text, metric: givenKey }),
  row: z.object({ task: text, entries: z.array(entry) }),
});

const metric = z.object({ id: text, key: text, better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: number.nullable(), min: number.nullable(), max: number.nullable() });
export const metricsOf = query("transfer/metrics", { params: z.object({ task: text }), row: metric });
export const metricOf = query("transfer/metric", { params: z.object({ workspace: text, metric: givenKey }), row: metric });

export const measuredIn = query("transfer/measured", { params: z.object({ workspace: text }), row: z.object({ measured: z.boolean() }) });
