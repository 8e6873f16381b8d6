import { z } from "zod";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const text = z.string();

export const startOf = query("lineage/start", { params: z.object({ element: text }), row: z.object({ element: text, id: text }) });

const whole = z.int().transform(int);
/** Lists are long: looking at each of their items takes as long as unpacking it. */
const list = <T>() => z.custom<readonly T[]>(Array.isArray);

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
  row: z.object({ fars: list<string>(), ids: list<string>(), steps: list<readonly number[]>() }),
};

export const upstreamOf = query("lineage/upstream", hop);
export const downstreamOf = query("lineage/downstream", hop);

/**
 * At most `most` nodes, nearest first, with the numbers that end Neo4j's names for them, after `prefix`: where there are fewer, they are all
 * that can be reached. They come in rows of `aRow`, `first` being the place of the first of a row, and so do, without ids, the hops of the
 * first `told`, in two lists side by side: steps, each 64 times the place of the near node and the code of the type (`hop.ts`), and the
 * numbers of the far nodes, which may be none of these. Where a row has `mostSteps`, some of its nodes' may be missing. A row is sent while
 * the next is made, and many small ones are unpacked faster than one that doesn't fit into a buffer of the driver's.
 */
const reach = {
  params: z.object({
    element: text, prefix: text, codes: z.record(text, whole), most: whole, told: whole, aRow: whole, mostSteps: whole, asOf: z.iso.datetime({ offset: true }).transform(instant),
  }),
  row: z.object({ first: z.number(), ids: list<string>(), numbers: list<number>(), steps: list<number>(), fars: list<number>() }),
};

export const upstreamReach = query("lineage/upstreamReach", reach);
export const downstreamReach = query("lineage/downstreamReach", reach);

export const endsOf = query("lineage/ends", {
  params: z.object({ nodes: z.array(text) }),
  row: z.object({ near: text, task: text, steps: z.number(), kpis: z.array(text) }),
});
