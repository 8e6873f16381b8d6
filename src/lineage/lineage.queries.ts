import { z } from "zod";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const text = z.string();

export const startOf = query("lineage/start", { params: z.object({ element: text }), row: z.object({ element: text, id: text }) });

const hop = {
  params: z.object({ nodes: z.array(text), rows: z.int().transform(int), asOf: z.iso.datetime({ offset: true }).transform(instant) }),
  row: z.object({ near: text, far: text, nearId: text, farId: text, type: text, computed: z.boolean() }),
};

export const upstreamOf = query("lineage/upstream", hop);
export const downstreamOf = query("lineage/downstream", hop);

export const endsOf = query("lineage/ends", {
  params: z.object({ nodes: z.array(text) }),
  row: z.object({ near: text, task: text, steps: z.number(), kpis: z.array(text) }),
});
