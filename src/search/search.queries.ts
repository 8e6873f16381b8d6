import { z } from "zod";
import { query } from "../graph/query.js";
import { int } from "../graph/values.js";

export const nodesFor = query("search/nodes", {
  params: z.object({ indexes: z.array(z.string()), words: z.string(), workspace: z.string(), first: z.int().transform(int) }),
  row: z.object({ node: z.string(), score: z.number() }),
});
