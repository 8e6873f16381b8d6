import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";
import { instant } from "../graph/values.js";
import { constraint } from "./constraint.js";

const effect = z.enum(["PERMIT", "PROHIBIT", "OBLIGE"]);
const action = z.enum(["RETRIEVE", "PROMPT", "TRAIN", "EVALUATE", "DEPLOY"]);
const asOf = z.iso.datetime({ offset: true }).transform(instant);
const rule = {
  id: z.string(), effect, action, purpose: z.string().nullable(), constraint: z.string().nullable().transform(constraint), approved: z.boolean(),
  everyone: z.boolean(),
};
const ids = z.array(z.string());

export const onTasks = query("policies/onTasks", {
  params: z.object({ tasks: ids, action: action.nullable(), asOf }),
  row: z.object({ task: z.string(), path: ids, key: z.string(), text: z.string(), ...rule, principals: ids, tasks: ids }),
});

export const onDocuments = query("policies/onDocuments", {
  params: z.object({ workspace: z.string(), action, restricted: z.boolean(), asOf, at: asOf }),
  row: z.object({
    versions: ids,
    restricted: z.boolean(),
    reviews: z.array(z.object({
      outcome: z.enum(["APPROVE", "REJECT", "REQUEST_CHANGES"]), action: action.nullable(), purpose: z.string().nullable(),
      validUntil: z.number().nullable(), at: z.number(),
    })),
    rules: z.array(z.object({ ...rule, assignees: ids })),
  }),
});

export const assigneesOf = query("policies/assignees", {
  params: z.object({ workspace: z.string(), principal: givenKey, task: z.string(), asOf }),
  row: z.object({ id: z.string(), gone: z.boolean() }),
});
