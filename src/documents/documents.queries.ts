import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";

export const versions = query("documents/versions", {
  params: z.object({ workspace: z.string(), documents: z.array(givenKey), embedder: z.string() }),
  row: z.object({
    document: z.string(), key: z.string(), ordinal: z.number(), textDigest: z.string().nullable(), language: z.string().nullable(),
    validFrom: z.number().nullable(), validTo: z.number().nullable(), embedded: z.array(z.object({ start: z.number(), end: z.number(), isOwn: z.boolean() })),
  }),
});
