import { z } from "zod";
import { query } from "../graph/query.js";

const [text, number] = [z.string(), z.number()];
const optional = text.nullable();

export const scored = query("evaluations/scored", {
  params: z.object({ subjects: z.array(text), tasks: z.array(text) }),
  row: z.object({
    task: text, subject: text, evaluation: text, evaluationKey: text, sensitivity: number, origin: text, at: number,
    version: text, ordinal: number, protocol: optional, judge: optional, data: optional, split: optional,
    score: text, value: number, n: number.nullable(), stdErr: number.nullable(), extraction: optional, slice: optional,
    metricId: text, metric: text, better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: number.nullable(), primary: z.boolean(), itemised: z.boolean(),
  }),
});

export const itemsOf = query("evaluations/items", {
  params: z.object({ scores: z.array(text) }),
  row: z.object({ score: text, sets: z.array(z.object({ keys: z.array(text), values: z.array(number), clusters: z.array(text) })) }),
});
