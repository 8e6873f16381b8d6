import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";

const [text, number] = [z.string(), z.number()];

export const kpisOf = query("governance/kpis", {
  params: z.object({ tasks: z.array(text) }),
  row: z.object({ task: text, kpi: text, floor: number, sensitivity: number, metric: text, better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: number.nullable() }),
});

export const requirementsOf = query("governance/requirements", {
  params: z.object({ workspace: text, environment: givenKey, candidate: text, tasks: z.array(text) }),
  row: z.object({
    policy: text, sensitivity: number, check: text, operator: z.enum(["AT_LEAST", "AT_MOST", "EQUAL"]).nullable(), bound: number,
    metric: text, slices: z.array(text), versions: z.array(z.object({ key: text, task: text })),
  }),
});

export const standingAs = query("governance/standing", {
  params: z.object({ name: text, candidate: text, tasks: z.array(text) }),
  row: z.object({ id: text, type: text, key: text, how: z.enum(["ALIAS", "DEPLOYMENT"]), share: number, since: number.nullable() }),
});
