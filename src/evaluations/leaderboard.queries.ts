import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";

const optional = z.string().nullable();

export const entriesOf = query("evaluations/leaderboard", {
  params: z.object({ tasks: z.array(z.string()), metric: givenKey, slice: givenKey.nullable(), taskVersion: givenKey.nullable() }),
  row: z.object({
    task: z.string(), score: z.string(), value: z.number(), extraction: optional, subject: z.string(), protocol: optional, ordinal: z.number(),
    data: optional, split: optional, judge: optional, at: z.number(), better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: z.number().nullable(),
  }),
});
