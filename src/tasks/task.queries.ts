import { z } from "zod";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const hop = {
  params: z.object({ tasks: z.array(z.string()), rows: z.int().transform(int), asOf: z.iso.datetime({ offset: true }).transform(instant) }),
  row: z.object({ near: z.string(), far: z.string() }),
};

export const subtasksOf = query("tasks/subtasks", hop);
export const parentsOf = query("tasks/parents", hop);
