import { z } from "zod";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const text = z.string();

export const startOf = query("lineage/start", { params: z.object({ element: text }), row: z.object({ element: text, id: text }) });

const whole = z.int().transform(int);

/**
 * `nodes` by Neo4j's names for them without `prefix`, which all names have in common: first those that an alias can lead on from, as
 * many as `floating` says, then those that dates can, as many as `dated`, then the others. At most `most` far nodes are told, the first
 * by id where `ordered`, which takes a third longer, and any unless. They come in one row of lists, with a place for each: its name,
 * its id, and the steps that led to it, each 64 times the place of the node that it was found from and the code of its type (`hop.ts`).
 */
const hop = {
  params: z.object({
    prefix: text, nodes: z.array(text), floating: whole, dated: whole, codes: z.record(text, whole), most: whole, ordered: z.boolean(), asOf: z.iso.datetime({ offset: true }).transform(instant),
  }),
  row: z.object({ fars: z.array(text), ids: z.array(text), steps: z.array(z.array(z.number())) }),
};

export const upstreamOf = query("lineage/upstream", hop);
export const downstreamOf = query("lineage/downstream", hop);

export const endsOf = query("lineage/ends", {
  params: z.object({ nodes: z.array(text) }),
  row: z.object({ near: text, task: text, steps: z.number(), kpis: z.array(text) }),
});
