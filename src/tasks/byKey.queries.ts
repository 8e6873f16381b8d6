import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";

/** The id of the task with this key, and the languages that it is done in; no row where the viewer sees none. */
export const taskByKey = query("tasks/byKey", {
  params: z.object({ workspace: z.string(), key: givenKey }),
  row: z.object({ id: z.string(), languages: z.array(z.string()) }),
});
