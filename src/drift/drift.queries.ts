import { z } from "zod";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const asOf = z.iso.datetime({ offset: true }).transform(instant);

export const signalsNear = query("drift/signals", {
  params: z.object({ task: z.string(), asOf }),
  row: z.object({
    signal: z.string(), threshold: z.number().nullable(), better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: z.number().nullable(), unit: z.string().nullable(),
    task: z.string(), relation: z.enum(["SELF", "SUBTASK", "PARENT", "RELATED"]), observed: z.string(),
  }),
});

const point = z.tuple([z.number(), z.number(), z.number(), z.number().nullable(), z.number().nullable(), z.string().nullable(), z.enum(["MEASURED", "PUBLISHED", "SYNTHETIC"])])
  .transform(([start, end, value, n, stdErr, definition, origin]) => ({ start, end, value, n, stdErr, definition, origin }));

export const seriesOfSignals = query("drift/series", {
  params: z.object({ signals: z.array(z.string()), most: z.int().transform(int), asOf }),
  row: z.object({ signal: z.string(), points: z.array(point), baselines: z.array(z.number()) }),
});
