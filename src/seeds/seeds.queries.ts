import { z } from "zod";
import { query } from "../graph/query.js";

export const marks = query("seeds/marks", {
  params: z.object({ workspace: z.string() }),
  row: z.object({ attributes: z.string().nullable() }),
});
