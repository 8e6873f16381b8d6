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

/**
 * Nodes with the numbers that end Neo4j's names for them, after `prefix`. Where there are fewer than `most`, they are all that can be reached; a
 * node's `hops` are all it has where they are fewer than `most`, each 64 times the number of the far node, which may be one that isn't among
 * these, and the code of the type (`hop.ts`).
 */
const reach = {
  params: z.object({ element: text, prefix: text, codes: z.record(text, whole), most: whole, asOf: z.iso.datetime({ offset: true }).transform(instant) }),
  row: z.object({ ids: z.array(text), numbers: z.array(z.number()), hops: z.array(z.array(z.number())) }),
};

export const upstreamReach = query("lineage/upstreamReach", reach);
export const downstreamReach = query("lineage/downstreamReach", reach);

export const endsOf = query("lineage/ends", {
  params: z.object({ nodes: z.array(text) }),
  row: z.object({ near: text, task: text, steps: z.number(), kpis: z.array(text) }),
});
