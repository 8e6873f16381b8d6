import { z } from "zod";
import { query } from "../graph/query.js";
import { int } from "../graph/values.js";

export const versions = query("documents/versions", {
  params: z.object({ workspace: z.string(), documents: z.array(z.string()), dimensions: z.int().transform(int) }),
  row: z.object({
    document: z.string(), key: z.string(), ordinal: z.number(), textDigest: z.string().nullable(), language: z.string().nullable(),
    validFrom: z.number().nullable(), validTo: z.number().nullable(), embedded: z.number(),
  }),
});
